using Tocsin.Core.Features;
using Tocsin.Core.Tests.Features;
using Tocsin.Core.Warnings;
using Xunit;
using static Tocsin.Core.Tests.Features.SmallExposures;
using static Tocsin.Core.Warnings.WarningChangeKind;

namespace Tocsin.Core.Tests.Warnings;

/// <summary>A borrower with several exposures.</summary>
public class WarningReviewExposures
{
    private BorrowerWarnings _state = BorrowerWarnings.Empty(BorrowerId.Parse("b1"));
    private int _minute;

    [Fact]
    public void Run_TwoExposuresHit_EachHasAWarningOfItsOwn()
    {
        var changes = Review(("loan[L-1]", 0, [("late", "31")]), ("loan[L-2]", 0, [("late", "91")]));

        Assert.Equal(
            [("L-1", WarningLevel.Orange), ("L-2", WarningLevel.Red)],
            changes.Select(change => (change.Warning!.Exposure, change.Warning!.Level)));
        Assert.Equal(2, changes.Select(change => change.Warning!.Id).Distinct().Count());
        Assert.Equal(WarningLevel.Red, _state.Level);
        Assert.All(changes, change => Assert.Equal("loan.late", Assert.Single(change.Warning!.Evidence).Feature));
    }

    [Fact]
    public void Run_OneExposureClears_TheOthersStands()
    {
        Review(("loan[L-1]", 0, [("late", "31")]), ("loan[L-2]", 0, [("late", "31")]));

        var change = Assert.Single(Review(("loan[L-1]", 0, [("late", "0")]), ("loan[L-2]", 0, [("late", "31")])));

        Assert.Equal(("L-1", Cleared), (change.Warning!.Exposure, change.Kind));
        Assert.Equal(WarningLevel.Orange, _state.Level);
    }

    [Fact]
    public void Run_ExposureIsClosed_ItsWarningRetiresAndReopensUnderItsIdWhenItComesBack()
    {
        var raised = Assert.Single(Review(("loan[L-1]", 0, [("late", "31")])));

        var retired = Assert.Single(Review(("loan[L-1]", 0, [])));
        var back = Assert.Single(Review(("loan[L-1]", 0, [("late", "95")])));

        Assert.Equal((Retired, WarningLevel.Orange, WarningLevel.None),
            (retired.Kind, retired.LevelBefore, retired.Warning!.Level));
        Assert.Equal((raised.Warning!.Id, Reopened), (back.Warning!.Id, back.Kind));
    }

    [Fact]
    public void Run_ExposureGoesStale_KeepsItsWarningAndSaysSo()
    {
        Review(("loan[L-1]", 0, [("late", "31")]));

        var change = Assert.Single(Review(("loan[L-1]", 11, [("late", "31")])));

        Assert.Equal((EvidenceStale, WarningLevel.Orange), (change.Kind, change.Warning!.Level));
    }

    [Fact]
    public void Run_WhatIsComputedFromExposures_RaisesForTheBorrower()
    {
        var change = Assert.Single(Review(
            ("loan[L-1]", 0, [("late", "0"), ("balance", "60")]),
            ("loan[L-2]", 0, [("late", "0"), ("balance", "50")])));

        Assert.Equal(("total", "", WarningLevel.Yellow),
            (change.Warning!.Indicator, change.Warning!.Exposure, change.Warning!.Level));
        Assert.Equal("110", Assert.Single(change.Warning!.Evidence).Value);
    }

    [Fact]
    public void Run_MoreChangesThanACommitHolds_AreMadeByTheLooksThatFollow()
    {
        var late = Enumerable.Range(0, 1_500).Select(i => ($"loan[L-{i:d4}]", 0, new[] { ("late", "91") })).ToArray();

        var first = Review(late);
        var dueAt = _state.DueAt;
        var second = Review(late);
        var third = Review(late);

        Assert.Equal((1_000, 500, 0), (first.Count, second.Count, third.Count));
        Assert.Equal(_state.AsOf.AddMinutes(-2).AddMicroseconds(1), dueAt);
        Assert.Equal(1_500, first.Concat(second).Select(change => change.Warning!.Exposure).Distinct().Count());
        Assert.Equal(1_500, _state.Warnings.Count(warning => warning.IsOpen));
        Assert.True(_state.DueAt > _state.AsOf.AddDays(9));
        // Closing all of them is told in the same way, and none is forgotten on the way.
        var closed = late.Select(loan => (loan.Item1, 0, Array.Empty<(string, string)>())).ToArray();
        Assert.Equal(1_000, Review(closed).Count);
        Assert.Equal(500, _state.Warnings.Count(warning => warning.IsOpen));
        Assert.Equal(500, Review(closed).Count);
        Assert.DoesNotContain(_state.Warnings, warning => warning.IsOpen);
    }

    [Fact]
    public void Run_AnotherExposureComes_LowersNothing()
    {
        Review(("loan[L-1]", 0, [("late", "91")]));

        Assert.Empty(Review(("loan[L-1]", 0, [("late", "91")]), ("loan[L-2]", 0, [("late", "0")])));

        Assert.Equal(WarningLevel.Red, _state.Level);
    }

    [Fact]
    public void Run_IndicatorBecomesOneOfTheBorrower_RetiresThoseOfExposures()
    {
        Review(("loan[L-1]", 0, [("late", "31")]));
        var before = _state;
        var alike = SmallIndicators.Rules(8, SmallIndicators.Court.Replace("court", "late", StringComparison.Ordinal));

        var commit = WarningReview.Run(
            alike, before, SmallIndicators.Stored(1), new WarningCause(WarningCauseKind.RuleSwap), Later());

        Assert.Equal([Retired], commit.Changes.Select(change => change.Kind));
    }

    private IReadOnlyList<WarningChange> Review(params (string Key, int Age, (string, string)[] Values)[] views)
    {
        var stored = Stored(views) with { Revision = _state.FeaturesRevision + 1 };
        var commit = WarningReview.Run(
            SmallExposures.Rules, _state, stored, new WarningCause(WarningCauseKind.FeatureUpdate), Later());
        _state = commit.State with { Revision = _state.Revision + (commit.Changes.Count > 0 ? 1 : 0) };
        return [.. commit.Changes.Where(change => change.Warning is not null)];
    }

    private DateTimeOffset Later() => SmallRules.Noon.AddMinutes(++_minute);
}
