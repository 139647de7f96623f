using Google.Protobuf.WellKnownTypes;
using Google.Type;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>What may be asked of a preview, and what its answer leaves untouched.</summary>
public sealed class PreviewOptionsTests
{
    [Fact]
    public async Task Preview_OfFiles_ListsWhomItMovesAndWritesNothing()
    {
        await using var place = await PreviewPlace.StartAsync();
        await place.PutAsync(60, i => i % 4);
        var (active, open) = (await Clients(place).ActiveAsync(), await Clients(place).OpenAsync());

        var preview = await place.PreviewAsync();

        var report = preview.Report!;
        Assert.Equal(
            Enumerable.Range(0, 60).Where(i => i % 4 == 2).Select(i => $"b-{i:d5}"),
            preview.Borrowers.Select(borrower => borrower.BorrowerId));
        var change = preview.Borrowers[0].Changes[0];
        Assert.Equal(
            [WarningChangeKind.LevelUp, WarningChangeKind.Watchlisted],
            preview.Borrowers[0].Changes.Select(one => one.Kind));
        Assert.Equal(
            (WarningChangeKind.LevelUp, "txn_returned_items", WarningLevel.Yellow, WarningLevel.Orange, false),
            (change.Kind, change.Indicator, change.LevelBefore, change.LevelAfter, change.DueAnyway));
        Assert.Equal(2, Assert.Single(change.Evidence).Value.Integer);
        Assert.Equal("branch-2", preview.Borrowers[0].Labels["lender.branch"]);
        Assert.Equal((60, 15, false), (report.Borrowers, report.Differing, report.Truncated));
        Assert.Equal((active, place.Next.Digest, "candidate"), (
            report.Live, report.Candidate.Digest, report.Candidate.Variant));
        var branches = report.Labels.Single(label => label.Label == "lender.branch").Values;
        Assert.Equal((60, 15), (branches.Sum(value => value.Borrowers), branches.Sum(value => value.Rising)));
        // Nobody booked anything, and so nothing could be asked.
        Assert.Equal((PreviewGapReason.NotBooked, 60), (report.Gaps.Single().Reason, report.Gaps.Single().Count));
        Assert.Equal(PreviewPhase.ReadingRules, preview.Progress[0].Phase);
        Assert.Contains(preview.Progress, step => step is { Phase: PreviewPhase.Borrowers, Done: 60, Total: 60 });
        Assert.Equal(active, await Clients(place).ActiveAsync());
        Assert.Equal(open, await Clients(place).OpenAsync());
        var kept = await Clients(place).RuleSets.ListRuleSetsAsync(new ListRuleSetsRequest());
        Assert.DoesNotContain(kept.RuleSets, set => set.RuleSet.Digest == place.Next.Digest);
    }

    [Fact]
    public async Task Preview_Application_IsDecidedForEachBorrowerUnderBothSets()
    {
        await using var place = await PreviewPlace.StartAsync();
        await place.PutAsync(12, _ => 0);

        var preview = await place.PreviewAsync(Applied(new PreviewedApplication
        {
            Product = "mse_working_capital",
            Amount = new Money { CurrencyCode = "CNY", Units = 100_000 },
            TermMonths = 12,
        }));

        var live = await Clients(place).Decisions.DecideAsync(new DecideRequest
        {
            BorrowerId = "b-00000",
            Product = "mse_working_capital",
            Amount = new Money { CurrencyCode = "CNY", Units = 100_000 },
            TermMonths = 12,
        });
        var before = preview.Borrowers[0].Decisions[0].Before;
        Assert.Equal(
            (live.Outcome, live.Score.Points, live.Score.Grade, live.Limit.Granted),
            (before.Outcome, before.Points, before.Grade, before.Limit));
        Assert.Equal(live.Reasons.Select(reason => reason.Code), before.Reasons);
        var decisions = Assert.Single(preview.Report!.Decisions);
        Assert.Equal((12, 12, 12), (decisions.Asked, decisions.Changed, decisions.Parts.Outcome));
        // The firms are younger than the candidate asks for.
        var decided = Assert.Single(preview.Borrowers[0].Decisions);
        Assert.Equal(
            (DecisionStep.KnockOut, "miss", "hit", Outcome.Decline),
            (decided.Difference.Step, decided.Difference.Before, decided.Difference.After, decided.After.Outcome));
        Assert.Contains("K04", decided.After.Reasons);
        Assert.Equal((12, decided.Difference.Rule), (
            decisions.Differences.Single().Decisions, decisions.Differences.Single().Rule));
        Assert.Equal((12, 12, 0.0), (decisions.Score.Before, decisions.Score.After, decisions.Score.Psi));
        var outcome = Assert.Single(decisions.Outcomes);
        Assert.Equal(
            (live.Outcome, Outcome.Decline, 12), (outcome.Before, outcome.After, outcome.Decisions));
        Assert.Equal(12, decisions.Reasons.Single(reason => reason.Code == "K04").Added);
    }

    [Fact]
    public async Task Preview_Share_IsTheSamePartEachTime()
    {
        await using var place = await PreviewPlace.StartAsync();
        await place.PutAsync(120, _ => 2);
        var half = new PreviewOptions { Borrowers = new PreviewedBorrowers { Share = 0.5, WithoutDecisions = true } };

        var (first, again) = (await place.PreviewAsync(half), await place.PreviewAsync(half));

        Assert.InRange(first.Report!.Borrowers, 40, 80);
        Assert.Equal(first.Borrowers, again.Borrowers);
        Assert.Empty(first.Report.Decisions);
        Assert.Equal(first.Report.Borrowers, first.Report.Differing);
    }

    [Fact]
    public async Task Preview_WithoutWarnings_AnswersNone()
    {
        await using var place = await PreviewPlace.StartAsync();
        await place.PutAsync(8, _ => 2);

        var preview = await place.PreviewAsync(new PreviewOptions
        {
            Borrowers = new PreviewedBorrowers { WithoutWarnings = true },
        });

        Assert.Null(preview.Report!.Warnings);
        Assert.Empty(preview.Borrowers);
    }

    [Fact]
    public async Task Preview_ListBound_TellsThatThereAreMore()
    {
        await using var place = await PreviewPlace.StartAsync();
        await place.PutAsync(20, _ => 2);

        var preview = await place.PreviewAsync(new PreviewOptions { MaximumListed = 3, MaximumLabelValues = 1 });

        Assert.Equal(["b-00000", "b-00001", "b-00002"], preview.Borrowers.Select(borrower => borrower.BorrowerId));
        Assert.Equal((20, true), (preview.Report!.Differing, preview.Report.Truncated));
        var branches = preview.Report.Labels.Single(label => label.Label == "lender.branch");
        Assert.Equal((7, 13), (Assert.Single(branches.Values).Borrowers, branches.Other.Borrowers));
    }

    [Fact]
    public async Task Preview_JournaledPeriod_DecidesAgainOnWhatWasJournaled()
    {
        await using var place = await PreviewPlace.StartAsync();
        await place.PutAsync(3, _ => 0);
        foreach (var borrower in new[] { "b-00000", "b-00001", "b-00001" })
            await Clients(place).Decisions.DecideAsync(SampleRequests.Application(borrower));
        await Clients(place).Decisions.DecideAsync(SampleRequests.SoundLoan());

        var all = await place.PreviewAsync(new PreviewOptions { Journal = new PreviewedPeriod() });
        var one = await place.PreviewAsync(new PreviewOptions
        {
            Journal = new PreviewedPeriod { Product = "mse_working_capital" },
        });
        var none = await place.PreviewAsync(new PreviewOptions
        {
            Journal = new PreviewedPeriod { From = RealClock.Instance.GetUtcNow().AddHours(1).ToTimestamp() },
        });

        Assert.Equal(
            [("mse_working_capital", 3L, 3L), ("sba-lmt-2018", 1L, 0L)],
            all.Report!.Decisions.Select(product => (product.Product, product.Asked, product.Changed)));
        Assert.Equal((3, 2), (all.Report.Borrowers, all.Report.Differing));
        Assert.Equal(["b-00000", "b-00001"], all.Borrowers.Select(borrower => borrower.BorrowerId));
        Assert.Equal([1, 2], all.Borrowers.Select(borrower => borrower.Decisions.Count));
        Assert.All(all.Borrowers.SelectMany(borrower => borrower.Decisions), decision => Assert.Equal(
            (36, DecisionStep.KnockOut, "miss", "hit"),
            (decision.DecisionId.Length, decision.Difference.Step, decision.Difference.Before,
                decision.Difference.After)));
        Assert.Null(all.Report.Warnings);
        Assert.Empty(all.Report.Labels);
        Assert.Equal("mse_working_capital", Assert.Single(one.Report!.Decisions).Product);
        Assert.Empty(none.Report!.Decisions);
    }

    private static Clients Clients(PreviewPlace place) => new(place.Server);

    private static PreviewOptions Applied(PreviewedApplication application) => new()
    {
        Borrowers = new PreviewedBorrowers { WithoutWarnings = true, Application = application },
    };
}
