using System.Globalization;
using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Shadows;
using Tocsin.Core.Tests.Decisions;
using Xunit;
using static Tocsin.Core.Tests.Shadows.ShadowCases;

namespace Tocsin.Core.Tests.Shadows;

public class ShadowTallyTests
{
    private static readonly SmallPolicy _small = new();

    private readonly ShadowTally _tally = new();

    [Fact]
    public void ToReport_OfNothing_IsAllZero()
    {
        var report = _tally.ToReport();

        Assert.Equal((0, 0, 0, 0, 0), Totals(report));
        Assert.Empty(report.Outcomes);
        Assert.Empty(report.Products);
        Assert.Empty(report.Rules);
        Assert.Empty(report.Recent);
    }

    [Fact]
    public void ToReport_SameDifferingAndOthers_CountsEachOnce()
    {
        var candidate = new Shadow(new SmallPolicy(approveUpTo: 0.001).Rules, usesDrafts: false);
        var poor = Live(
            _small, ("firm.age", "1"), ("firm.sector", "inn"), ("firm.sales", "50"), ("firm.debt", "900"));
        Add(candidate, Live(_small));
        Add(candidate, Live(_small));
        Add(candidate, poor);
        _tally.Add(poor, ShadowResult.NotComparable);
        _tally.AddDropped();
        _tally.AddFailed();

        var report = _tally.ToReport();

        Assert.Equal((1, 2, 1, 1, 1), Totals(report));
        Assert.Equal(
            [
                new ShadowOutcomes(DecisionOutcome.Approve, DecisionOutcome.Refer, 2),
                new ShadowOutcomes(DecisionOutcome.Decline, DecisionOutcome.Decline, 1),
            ],
            report.Outcomes);
        var product = Assert.Single(report.Products);
        Assert.Equal(("loan", "CNY", 3, 2, 1),
            (product.Product, product.Currency, product.Decided, product.Differing, product.NotComparable));
        Assert.Equal(new NumberDifference(3, 0, 0, 0, 0), product.Points);
        var rule = Assert.Single(report.Rules);
        Assert.Equal(("outcome", 2, 2, 0), (rule.Latest.Rule, rule.Count, rule.Worse, rule.Better));
        Assert.Equal(2, report.Recent.Count);
        Assert.Equal(("d1", "r1", "loan"),
            (report.Recent[0].DecisionId, report.Recent[0].RequestId, report.Recent[0].Product));
    }

    [Fact]
    public void ToReport_SeveralRules_TellsTheMostFrequentFirst()
    {
        foreach (var (rule, times) in new[] { ("b", 1), ("a", 1), ("c", 3) })
        {
            for (var i = 0; i < times; i++) Add(Differing(rule, $"{i}"));
        }

        var report = _tally.ToReport();

        Assert.Equal(["c", "a", "b"], report.Rules.Select(rule => rule.Latest.Rule));
        Assert.Equal("2", report.Rules[0].Latest.After);
    }

    [Fact]
    public void Add_MoreRulesThanAreTold_CountsTheOthersTogether()
    {
        for (var i = 0; i < ShadowTally.MaximumRules + 5; i++)
            Add(Differing(i.ToString("D5", CultureInfo.InvariantCulture), "x"));
        Add(Differing("00000", "y"));

        var report = _tally.ToReport();

        Assert.Equal(ShadowTally.MaximumRules, report.Rules.Count);
        Assert.Equal(5, report.OtherRules);
        Assert.Equal(2, report.Rules[0].Count);
        Assert.Equal(ShadowTally.MaximumRules + 6, report.Differing);
    }

    [Fact]
    public void Add_MoreThanRecent_KeepsTheLatestFirst()
    {
        for (var i = 0; i < ShadowTally.MaximumRecent + 3; i++)
        {
            var live = Live(_small) with { DecisionId = $"{i}" };
            _tally.Add(live, new ShadowResult(live.Decision, Differing("a", "x")));
        }

        var recent = _tally.ToReport().Recent;

        Assert.Equal(ShadowTally.MaximumRecent, recent.Count);
        Assert.Equal(("102", "3"), (recent[0].DecisionId, recent[^1].DecisionId));
    }

    [Fact]
    public void Forget_ABorrower_LeavesTheCountsAndTheOthersInOrder()
    {
        for (var i = 0; i < 6; i++)
        {
            var live = Live(_small) with { DecisionId = $"{i}", Borrower = BorrowerId.Parse($"b{i % 2}") };
            _tally.Add(live, new ShadowResult(live.Decision, Differing("a", "x")));
        }

        _tally.Forget(BorrowerId.Parse("b1"), SmallRules.Noon);
        var report = _tally.ToReport();

        Assert.Equal(["4", "2", "0"], report.Recent.Select(one => one.DecisionId));
        Assert.Equal(6, report.Differing);
    }

    [Fact]
    public void Forget_BeforeADecisionOfBeforeHasItsTurn_CountsItButDoesNotTellOfIt()
    {
        _tally.Forget(BorrowerId.Parse("b1"), SmallRules.Noon);
        var next = _tally.Anew();

        foreach (var tally in new[] { _tally, next })
        {
            Add(tally, "before", SmallRules.Noon);
            Add(tally, "after", SmallRules.Noon.AddSeconds(1));
            Assert.Equal(2, tally.ToReport().Differing);
            Assert.Equal("after", Assert.Single(tally.ToReport().Recent).DecisionId);
        }
    }

    [Fact]
    public void Forget_MoreBorrowersThanAreToldApart_TellsOfNobodyFromBefore()
    {
        for (var i = 0; i <= 1_000; i++)
            _tally.Forget(BorrowerId.Parse(string.Create(CultureInfo.InvariantCulture, $"x{i}")), SmallRules.Noon);

        Add(_tally, "before", SmallRules.Noon);
        Add(_tally, "after", SmallRules.Noon.AddSeconds(1));

        Assert.Equal("after", Assert.Single(_tally.ToReport().Recent).DecisionId);
    }

    private static (long, long, long, long, long) Totals(ShadowReport report) =>
        (report.Same, report.Differing, report.Dropped, report.Failed, report.NotComparable);

    private static DecisionDifference Differing(string rule, string after) =>
        new(DifferenceKind.KnockOut, rule, "not hit", after);

    private void Add(Shadow candidate, ShadowedDecision live) => _tally.Add(live, candidate.Decide(live));

    private static void Add(ShadowTally tally, string id, DateTimeOffset asOf)
    {
        var live = Live(_small) with { DecisionId = id, AsOf = asOf };
        tally.Add(live, new ShadowResult(live.Decision, Differing("a", "x")));
    }

    private void Add(DecisionDifference difference)
    {
        var live = Live(_small);
        _tally.Add(live, new ShadowResult(live.Decision, difference));
    }
}
