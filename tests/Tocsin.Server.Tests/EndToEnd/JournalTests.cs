using Google.Protobuf.WellKnownTypes;
using Google.Type;
using Grpc.Core;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;
using static Tocsin.Server.Tests.Running.SampleRequests;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>
/// A decision can be asked for later: what it was, on what, what became of it, and whether it would stand.
/// </summary>
public sealed class JournalTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task GetDecision_Decided_IsTheAnswerThatWasGivenOnWhatItRead()
    {
        await PutAsync("b-found");
        var answer = await server.Decisions.DecideAsync(Application("b-found"));

        var found = (await server.Journal.GetDecisionAsync(Asked(answer))).Decision;

        Assert.Equal(answer, found.Answer);
        Assert.Equal(("b-found", "working_capital", 12), (found.BorrowerId, found.Purpose, found.TermMonths));
        Assert.Equal((300_000, "CNY"), (found.Amount.Units, found.Amount.CurrencyCode));
        Assert.Equal((ApplicationKind.New, "anonymous", true), (found.Kind, found.Caller, found.Intact));
        var queries = found.Inputs.Single(input => input.Feature == "bureau.owner_query_count_3m");
        Assert.Equal((InputState.Present, true, 1), (queries.State, queries.Personal, queries.Value.Integer));
        Assert.NotNull(queries.ObservedAt);
        Assert.All(found.KnockOuts, rule => Assert.Equal(RuleOutcome.Miss, rule.Outcome));
        Assert.Equal(21, found.KnockOuts.Count);
        Assert.Empty(found.Outcomes);
    }

    [Fact]
    public async Task GetDecision_DeclinedWithReasons_IsTheAnswerThatWasGiven()
    {
        await PutAsync("b-declined", View("accounts", ("dscr_ratio", Number(0.5))));
        var answer = await server.Decisions.DecideAsync(Application("b-declined"));

        var found = (await server.Journal.GetDecisionAsync(Asked(answer))).Decision;

        // Why a value was not there stands with the inputs.
        foreach (var needed in answer.Needed)
            (needed.Reason, needed.Paid, needed.NeedsConsent) = (AbsenceReason.Unspecified, false, false);
        Assert.Equal(Outcome.Decline, answer.Outcome);
        Assert.Equal(answer, found.Answer);
    }

    [Fact]
    public async Task GetDecision_OfAnotherInstance_NamesThisOne()
    {
        var here = (await server.Decisions.DecideAsync(SoundLoan())).DecisionId;
        // The last of the three characters of the mark.
        var elsewhere = here[..17] + (here[17] == '0' ? '1' : '0') + here[18..];

        var request = new GetDecisionRequest { DecisionId = elsewhere };
        var refusal = await Refusal.OfAsync(server.Journal.GetDecisionAsync(request));
        var text = await Refusal.TextOfAsync(server.Journal.GetDecisionAsync(request));

        Assert.Equal(("DECISION_UNKNOWN", StatusCode.NotFound), (refusal.Reason, refusal.Code));
        Assert.Contains(
            $"an instance with the mark {elsewhere[15..18]} decided it", text, StringComparison.Ordinal);
        var odd = await Refusal.OfAsync(server.Journal.GetDecisionAsync(
            new GetDecisionRequest { DecisionId = "42" }));
        Assert.Equal("DECISION_ID_INVALID", odd.Reason);
    }

    [Fact]
    public async Task RecordDecisionOutcome_Recorded_StandsWithTheDecision()
    {
        var answer = await server.Decisions.DecideAsync(WeakLoan());
        await server.Journal.RecordDecisionOutcomeAsync(new RecordDecisionOutcomeRequest
        {
            DecisionId = answer.DecisionId,
            Result = DecisionResult.Overridden,
            OverriddenTo = Outcome.Approve,
            Reason = "Long known, fully secured.",
        });
        var bookedAt = Timestamp.FromDateTimeOffset(answer.AsOf.ToDateTimeOffset());
        await server.Journal.RecordDecisionOutcomeAsync(new RecordDecisionOutcomeRequest
        {
            DecisionId = answer.DecisionId,
            Result = DecisionResult.Booked,
            OccurredAt = bookedAt,
            Amount = new Money { CurrencyCode = "USD", Units = 90_000 },
        });

        var outcomes = (await server.Journal.GetDecisionAsync(Asked(answer))).Decision.Outcomes;

        Assert.Equal([DecisionResult.Overridden, DecisionResult.Booked], outcomes.Select(outcome => outcome.Result));
        Assert.Equal((Outcome.Approve, "Long known, fully secured."), (outcomes[0].OverriddenTo, outcomes[0].Reason));
        Assert.Equal((90_000, bookedAt), (outcomes[1].Amount.Units, outcomes[1].OccurredAt));
    }

    [Fact]
    public async Task RecordDecisionOutcome_AmountBeyondWhatANumberHolds_IsRefusedAndPoisonsNothing()
    {
        var answer = await server.Decisions.DecideAsync(SoundLoan());

        var refusal = await Refusal.OfAsync(server.Journal.RecordDecisionOutcomeAsync(new RecordDecisionOutcomeRequest
        {
            DecisionId = answer.DecisionId,
            Result = DecisionResult.Booked,
            Amount = new Money { CurrencyCode = "USD", Units = long.MaxValue },
        }));

        Assert.Equal("AMOUNT_OUT_OF_BOUNDS", refusal.Reason);
        Assert.Empty((await server.Journal.GetDecisionAsync(Asked(answer))).Decision.Outcomes);
    }

    [Theory]
    [InlineData(DecisionResult.Overridden, Outcome.Approve, "", "REASON_MISSING")]
    [InlineData(DecisionResult.Overridden, Outcome.Unspecified, "why", "REQUEST_INVALID")]
    [InlineData(DecisionResult.Booked, Outcome.Approve, "", "REQUEST_INVALID")]
    [InlineData(DecisionResult.Unspecified, Outcome.Unspecified, "", "REQUEST_INVALID")]
    [InlineData((DecisionResult)99, Outcome.Unspecified, "", "REQUEST_INVALID")]
    public async Task RecordDecisionOutcome_ThatDoesNotGoTogether_IsRefused(
        DecisionResult result, Outcome to, string reason, string code)
    {
        var answer = await server.Decisions.DecideAsync(SoundLoan());

        var refusal = await Refusal.OfAsync(server.Journal.RecordDecisionOutcomeAsync(new RecordDecisionOutcomeRequest
        {
            DecisionId = answer.DecisionId,
            Result = result,
            OverriddenTo = to,
            Reason = reason,
        }));

        Assert.Equal(code, refusal.Reason);
        Assert.Empty((await server.Journal.GetDecisionAsync(Asked(answer))).Decision.Outcomes);
    }

    [Fact]
    public async Task ReplayDecisions_OnWhatWasRecorded_AreTheSame()
    {
        await PutAsync("b-replayed");
        var one = await server.Decisions.DecideAsync(Application("b-replayed"));
        var other = await server.Decisions.DecideAsync(WeakLoan());

        var (decisions, summary) = await ReplayAsync(new ReplayDecisionsRequest());

        // Other tests erase borrowers in this journal, and of their decisions nothing can be told.
        var own = decisions.Where(decision => decision.DecisionId == one.DecisionId
            || decision.DecisionId == other.DecisionId).ToList();
        Assert.Equal([ReplayVerdict.Same, ReplayVerdict.Same], own.Select(decision => decision.Verdict));
        Assert.Equal(summary.Decisions, summary.Same + summary.Unknown);
        Assert.Equal(decisions.Count, summary.Decisions);
    }

    [Fact]
    public async Task ReplayDecisions_TodayWithAStoredViewCarried_IsTheSame()
    {
        await PutAsync("b-carried");
        var request = Application("b-carried");
        request.Views.Add(SoundBorrower.Views().Where(view => view.View == "loan"));
        var answer = await server.Decisions.DecideAsync(request);

        var today = new ReplayDecisionsRequest { DecisionId = answer.DecisionId, Today = true };
        var (decisions, _) = await ReplayAsync(today);

        var one = Assert.Single(decisions);
        Assert.Equal((ReplayVerdict.Same, 0), (one.Verdict, one.MovedInputs.Count));
    }

    [Fact]
    public async Task ReplayDecisions_TodayAfterTheDataMoved_NamesWhatMoved()
    {
        await PutAsync("b-moved");
        var answer = await server.Decisions.DecideAsync(Application("b-moved"));
        var today = new ReplayDecisionsRequest { DecisionId = answer.DecisionId, Today = true };
        var before = await ReplayAsync(today);
        await server.Features.PutFeaturesAsync(new PutFeaturesRequest
        {
            BorrowerId = "b-moved",
            Views = { Changed("judicial", "firm_dishonest_listed", Flag(true)) },
        });

        var (moved, _) = await ReplayAsync(today);

        Assert.Equal(ReplayVerdict.Same, Assert.Single(before.Decisions).Verdict);
        var one = Assert.Single(moved);
        Assert.Equal(ReplayVerdict.DataMoved, one.Verdict);
        Assert.Equal((Outcome.Approve, Outcome.Decline), (one.OutcomeThen, one.OutcomeNow));
        Assert.Contains("judicial.firm_dishonest_listed", one.MovedInputs);
        Assert.Empty(one.MovedRules);
    }

    [Fact]
    public async Task ReplayDecisions_BorrowerErased_CannotBeToldAndTheChainIsWhole()
    {
        await PutAsync("b-erased");
        var answer = await server.Decisions.DecideAsync(Application("b-erased"));
        await server.Features.DeleteBorrowerAsync(
            new DeleteBorrowerRequest { BorrowerId = "b-erased", Reason = "asked for it" });

        var (moved, _) = await ReplayAsync(new ReplayDecisionsRequest { DecisionId = answer.DecisionId });
        var found = (await server.Journal.GetDecisionAsync(Asked(answer))).Decision;
        var verified = await server.Journal.VerifyJournalAsync(new VerifyJournalRequest());

        Assert.Equal((ReplayVerdict.Unknown, ReplayObstacle.Erased), (moved[0].Verdict, moved[0].Why));
        Assert.All(found.Inputs, input => Assert.Equal(input.Personal, input.State == InputState.Erased));
        Assert.Equal(Outcome.Approve, found.Answer.Outcome);
        Assert.True(verified.Sound, string.Join('\n', verified.Problems));
        Assert.True(verified.Groups > 0);
    }

    [Fact]
    public async Task ListDecisions_OfAProduct_AreThoseInTheirOrder()
    {
        var first = await server.Decisions.DecideAsync(SoundLoan());
        var second = await server.Decisions.DecideAsync(WeakLoan());
        var listed = new List<JournaledDecision>();

        using var call = server.Journal.ListDecisions(new ListDecisionsRequest { Product = "sba-lmt-2018" });
        await foreach (var item in call.ResponseStream.ReadAllAsync()) listed.Add(item.Decision);

        Assert.All(listed, decision => Assert.Equal("sba-lmt-2018", decision.Answer.Product));
        var ids = listed.Select(decision => decision.Answer.DecisionId).ToList();
        Assert.True(ids.IndexOf(first.DecisionId) >= 0);
        Assert.True(ids.IndexOf(first.DecisionId) < ids.IndexOf(second.DecisionId));
    }

    private static GetDecisionRequest Asked(DecideResponse answer) => new() { DecisionId = answer.DecisionId };

    private static FeatureViewValues Changed(string view, string feature, FeatureValue value)
    {
        var changed = SoundBorrower.Views().Single(one => one.View == view);
        changed.Features[feature] = value;
        return changed;
    }

    private async Task PutAsync(string borrower, params FeatureViewValues[] instead)
    {
        var views = SoundBorrower.Views().Where(view => instead.All(other => other.View != view.View));
        await server.Features.PutFeaturesAsync(
            new PutFeaturesRequest { BorrowerId = borrower, Views = { views, instead } });
    }

    private async Task<(List<ReplayedDecision> Decisions, ReplaySummary Summary)> ReplayAsync(
        ReplayDecisionsRequest request)
    {
        var decisions = new List<ReplayedDecision>();
        var summary = new ReplaySummary();
        using var call = server.Journal.ReplayDecisions(request);
        await foreach (var item in call.ResponseStream.ReadAllAsync())
        {
            Assert.Null(item.Problem);
            if (item.Decision is not null) decisions.Add(item.Decision);
            if (item.Summary is not null) summary = item.Summary;
        }

        return (decisions, summary);
    }
}
