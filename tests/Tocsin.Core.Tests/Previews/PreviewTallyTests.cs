using CsCheck;
using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Previews;
using Tocsin.Core.Tests.Warnings;
using Tocsin.Core.Warnings;
using Xunit;

namespace Tocsin.Core.Tests.Previews;

public class PreviewTallyTests
{
    private static readonly FeatureCatalogue _catalogue = SmallIndicators.Both.Set.Catalogue;

    [Fact]
    public void ToReport_DecisionsOfTwoBorrowers_CountsPartsOutcomesAndTotals()
    {
        var tally = new PreviewTally(_catalogue, new PreviewOptions());
        tally.Add(Of("b1", "west", Decision(DecisionOutcome.Approve, 100, DecisionOutcome.Decline, null)));
        tally.Add(Of("b2", "west", Decision(DecisionOutcome.Approve, 50, DecisionOutcome.Approve, 40)));
        tally.Add(Of("b3", "east", Decision(DecisionOutcome.Refer, null, DecisionOutcome.Refer, null)));

        var report = tally.ToReport();

        var decisions = Assert.Single(report.Decisions);
        Assert.Equal((3, 2, 3, 2), (decisions.Asked, decisions.Changed, report.Borrowers, report.Differing));
        Assert.Equal((1, 2), (decisions.Parts.Outcome, decisions.Parts.Limit));
        Assert.Equal((2, 150m, 1, 40m), (
            decisions.Before.Approved, decisions.Before.Limits, decisions.After.Approved, decisions.After.Limits));
        Assert.Equal(["b1", "b2"], report.Listed.Select(borrower => borrower.Borrower.Value));
        Assert.Equal(
            [("west", 2L, 2L, 2L, 1L), ("east", 1L, 0L, 0L, 0L)],
            Assert.Single(report.Labels).Values.Select(value => (
                value.Value, value.Borrowers, value.Differing, value.ApprovedBefore, value.ApprovedAfter)));
    }

    [Fact]
    public void ToReport_MoreValuesAndBorrowersThanAreKept_TellsTheRestTogether()
    {
        var tally = new PreviewTally(_catalogue, new PreviewOptions { Listed = 2, LabelValues = 1 });
        foreach (var id in new[] { "b3", "b1", "b2", "b4" })
            tally.Add(Of(id, id == "b4" ? "east" : "west", Decision(
                DecisionOutcome.Approve, 1, DecisionOutcome.Decline, null)));

        var report = tally.ToReport();

        Assert.Equal(["b1", "b2"], report.Listed.Select(borrower => borrower.Borrower.Value));
        var label = Assert.Single(report.Labels);
        Assert.Equal(("west", 3), (Assert.Single(label.Values).Value, label.Values[0].Borrowers));
        Assert.Equal(("", 1), (label.Other!.Value, label.Other.Borrowers));
    }

    [Fact]
    public void Miss_Gaps_AreCountedByReason()
    {
        var tally = new PreviewTally(_catalogue, new PreviewOptions());
        tally.Add(Of("b1", "west") with { IsResting = true, NotBooked = 2 });
        tally.Miss(PreviewGap.Erased, 3);

        Assert.Equal(
            [(PreviewGap.NotBooked, 2L), (PreviewGap.Closed, 1L), (PreviewGap.Erased, 3L)], tally.ToReport().Gaps);
    }

    [Fact]
    public void Add_JournaledDecisionsOfOneBorrower_ListsThemTogether()
    {
        var tally = new PreviewTally(_catalogue, new PreviewOptions());
        var decision = Decision(DecisionOutcome.Approve, 1, DecisionOutcome.Decline, null);
        tally.Add(BorrowerId.Parse("b1"), decision with { DecisionId = "d1" }, isNew: true, isNewlyDiffering: true);
        tally.Add(BorrowerId.Parse("b1"), decision with { DecisionId = "d2" }, isNew: false, isNewlyDiffering: false);

        var report = tally.ToReport();

        Assert.Equal((1, 1), (report.Borrowers, report.Differing));
        Assert.Equal(["d1", "d2"], Assert.Single(report.Listed).Decisions.Select(one => one.DecisionId));
    }

    // However borrowers are spread over the threads that look at them.
    [Fact]
    public void Add_SpreadOverTallies_GivesTheSameReport() => Gen.Select(
        Gen.Int[0, 5].Array[40], Gen.Int[0, 2].Array[40]).Sample((kinds, places) =>
        {
            var whole = new PreviewTally(_catalogue, new PreviewOptions { Listed = 7 });
            var parts = Enumerable.Range(0, 3)
                .Select(_ => new PreviewTally(_catalogue, new PreviewOptions { Listed = 7 })).ToList();
            for (var i = 0; i < kinds.Length; i++)
            {
                var preview = Of($"b{i}", $"branch-{kinds[i] % 4}", Decision(
                    (DecisionOutcome)(1 + kinds[i]), 10 * kinds[i], DecisionOutcome.Refer, 7.5 * i)) with
                {
                    LevelAfter = (WarningLevel)(kinds[i] % 5),
                };
                whole.Add(preview);
                parts[places[i]].Add(preview);
            }

            foreach (var other in parts.Skip(1)) parts[0].Add(other);
            Assert.Equivalent(whole.ToReport(), parts[0].ToReport(), strict: true);
        });

    // More values of a label than are kept, with most borrowers on the last of them.
    [Fact]
    public void Add_MoreLabelValuesThanAreKept_DoesNotDependOnTheOrder()
    {
        var previews = Enumerable.Range(0, 20_500).Select(i => Of($"b{i}", $"v{i:d6}"))
            .Append(Of("c1", "v000003")).Append(Of("c2", "v000003")).Append(Of("c3", "v020400")).ToList();
        var (there, back) = (
            new PreviewTally(_catalogue, new PreviewOptions()), new PreviewTally(_catalogue, new PreviewOptions()));
        foreach (var preview in previews) there.Add(preview);
        foreach (var preview in Enumerable.Reverse(previews)) back.Add(preview);

        var (one, other) = (Assert.Single(there.ToReport().Labels), Assert.Single(back.ToReport().Labels));

        Assert.Equal(one.Values, other.Values);
        Assert.Equal(one.Other, other.Other);
        Assert.Equal(("v000003", 3), (one.Values[0].Value, one.Values[0].Borrowers));
    }

    private static BorrowerPreview Of(string id, string branch, params DecisionPreview[] decisions) => new()
    {
        Borrower = BorrowerId.Parse(id),
        Labels = new Dictionary<string, string> { ["firm.branch"] = branch },
        Decisions = decisions,
    };

    private static DecisionPreview Decision(
        DecisionOutcome before, double? limitBefore, DecisionOutcome after, double? limitAfter) => DecisionPreview.Of(
            "loan",
            new DecisionAnswer { Outcome = before, Limit = limitBefore, Currency = "CNY" },
            new DecisionAnswer { Outcome = after, Limit = limitAfter, Currency = "CNY" },
            () => ([], []));
}
