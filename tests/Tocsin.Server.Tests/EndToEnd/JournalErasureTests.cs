using Grpc.Core;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;
using static Tocsin.Server.Tests.Running.SampleRequests;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>After a borrower is erased its decisions tell what was answered, and nothing that was read.</summary>
public sealed class JournalErasureTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task DeleteBorrower_WhoOnlyEverApplied_DestroysTheKey()
    {
        var request = Application("b-applied");
        request.Views.Add(SoundBorrower.Views().Where(view => view.View is "bureau" or "owner"));
        var answer = await server.Decisions.DecideAsync(request);

        await server.Features.DeleteBorrowerAsync(
            new DeleteBorrowerRequest { BorrowerId = "b-applied", Reason = "asked for it" });

        var found = await FoundAsync(answer);
        Assert.Contains(found.Inputs, input => input.State == InputState.Erased);
        Assert.DoesNotContain(found.Inputs, input => input.Personal && input.State != InputState.Erased);
    }

    [Fact]
    public async Task DeleteBorrower_WhoWasDeclined_LeavesOutcomeAndGradeAndNothingThatTellsWhy()
    {
        var views = SoundBorrower.Views().Where(view => view.View != "judicial")
            .Append(View("judicial", ("firm_dishonest_listed", Flag(true))));
        await server.Features.PutFeaturesAsync(new PutFeaturesRequest { BorrowerId = "b-told", Views = { views } });
        var answer = await server.Decisions.DecideAsync(Application("b-told"));
        await server.Journal.RecordDecisionOutcomeAsync(new RecordDecisionOutcomeRequest
        {
            DecisionId = answer.DecisionId,
            Result = DecisionResult.ReviewRequested,
            Reason = "The listing is of a namesake.",
        });
        var before = await FoundAsync(answer);
        await EraseAsync("b-told");

        var found = await FoundAsync(answer);

        Assert.Equal(Outcome.Decline, found.Answer.Outcome);
        Assert.NotEmpty(before.Answer.Reasons);
        Assert.NotEmpty(before.KnockOuts);
        Assert.Equal("The listing is of a namesake.", before.Outcomes[0].Reason);
        Assert.Equal(("", true), (found.Outcomes[0].Reason, found.Outcomes[0].ReasonErased));
        Assert.Empty(found.KnockOuts);
        Assert.Empty(found.Answer.Reasons);
        Assert.Empty(found.Answer.Needed);
        Assert.Empty(found.Answer.PriceComponents);
        Assert.Contains(before.Inputs, input => input.State == InputState.Present && input.Personal);
        Assert.True(found.Intact);
    }

    [Fact]
    public async Task DeleteBorrower_WhoWasApproved_LeavesGradeAndTotalsAndNoBin()
    {
        await server.Features.PutFeaturesAsync(
            new PutFeaturesRequest { BorrowerId = "b-approved", Views = { SoundBorrower.Views() } });
        var answer = await server.Decisions.DecideAsync(Application("b-approved"));
        await EraseAsync("b-approved");

        var found = (await FoundAsync(answer)).Answer;
        var listed = await ListedAsync(answer);

        Assert.Equal(found, listed.Answer);
        Assert.NotEmpty(answer.Score.Characteristics);
        Assert.Equal(
            (answer.Outcome, answer.Score.Grade, answer.Score.Points, answer.Score.ProbabilityOfDefault),
            (found.Outcome, found.Score.Grade, found.Score.Points, found.Score.ProbabilityOfDefault));
        Assert.Equal((answer.Offer.Amount, answer.Offer.AnnualRate), (found.Offer.Amount, found.Offer.AnnualRate));
        Assert.Empty(found.Score.Characteristics);
        Assert.Empty(found.Score.Notches);
        Assert.Empty(found.Reasons);
        Assert.Empty(found.Limit.Caps);
        Assert.Empty(found.Limit.BindingCap);
        Assert.Empty(found.PriceComponents);
    }

    [Fact]
    public async Task ListDecisions_WithoutInputs_StillTellsCharacteristicsAndReasons()
    {
        await server.Features.PutFeaturesAsync(
            new PutFeaturesRequest { BorrowerId = "b-listed", Views = { SoundBorrower.Views() } });
        var answer = await server.Decisions.DecideAsync(Application("b-listed"));

        var listed = await ListedAsync(answer);

        Assert.Empty(listed.Inputs);
        Assert.Equal(answer.Score.Characteristics, listed.Answer.Score.Characteristics);
        Assert.Equal(answer.Reasons, listed.Answer.Reasons);
    }

    private async Task<JournaledDecision> FoundAsync(DecideResponse answer) =>
        (await server.Journal.GetDecisionAsync(new GetDecisionRequest { DecisionId = answer.DecisionId })).Decision;

    private async Task<JournaledDecision> ListedAsync(DecideResponse answer)
    {
        using var call = server.Journal.ListDecisions(new ListDecisionsRequest { WithoutInputs = true });
        await foreach (var item in call.ResponseStream.ReadAllAsync())
        {
            if (item.Decision?.Answer.DecisionId == answer.DecisionId) return item.Decision;
        }

        throw new InvalidOperationException("The list does not have the decision.");
    }

    private async Task EraseAsync(string borrower) => await server.Features.DeleteBorrowerAsync(
        new DeleteBorrowerRequest { BorrowerId = borrower, Reason = "asked for it" });
}
