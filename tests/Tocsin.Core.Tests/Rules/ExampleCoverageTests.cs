using Tocsin.Core.Rules;
using Xunit;

namespace Tocsin.Core.Tests.Rules;

public sealed class ExampleCoverageTests
{
    private const string Sound = """{"name":"sound","expect":{"outcome":"approve"}}""";

    [Fact]
    public void Of_ExamplesOfADecision_CountsTheKnockOut()
    {
        var cases = ExampleRules.Cover(CoverageRole.KnockOut, "cases", Sound,
            """{"name":"sued","change":{"firm.cases":4},"expect":{"outcome":"decline"}}""",
            """{"name":"not looked up","change":{"firm.cases":null},"expect":{"outcome":"refer"}}""",
            """{"name":"a level alone","change":{"firm.cases":4},"expect":{"warnings":{"debt":"none"}}}""");

        Assert.Equal((1, 1, 1), (cases.Hits, cases.Misses, cases.Unknown));
        Assert.True(cases.IsCovered);
    }

    [Fact]
    public void Of_ExampleWithoutAScore_LeavesTheBinsUncounted()
    {
        var bin = ExampleRules.Cover(CoverageRole.Bin, "the rest", Sound);

        Assert.Equal((0, 0, 0), (bin.Hits, bin.Misses, bin.Unknown));
    }

    [Fact]
    public void Of_ExamplesOfAScore_CountsTheBinThatTookTheValueAndTheOthers()
    {
        string[] examples =
        [
            """{"name":"old","expect":{"score":10}}""",
            """{"name":"young","change":{"firm.age_months":23},"expect":{"score":0}}""",
            """{"name":"of unknown age","change":{"firm.age_months":null},"expect":{"score":5}}""",
            """{"name":"stale","stale":["firm"],"expect":{"outcome":"refer"}}""",
        ];

        foreach (var part in (string[])["below 24", "the rest", "missing"])
        {
            var bin = ExampleRules.Cover(CoverageRole.Bin, part, examples);
            Assert.Equal((1, 2, 1), (bin.Hits, bin.Misses, bin.Unknown));
        }
    }

    [Fact]
    public void Of_IndicatorThatDoesNotApply_IsToldFromAMiss()
    {
        const string Unsecured =
            """{"name":"no loan","change":{"firm.loan":false},"expect":{"warnings":{"debt":"not_applicable"}}}""";

        var raise = ExampleRules.Cover(CoverageRole.Raise, "debt.red", Unsecured);
        var applies = ExampleRules.Cover(CoverageRole.Applies, "debt", Unsecured);

        Assert.Equal((0, 0, 0, 1), (raise.Hits, raise.Misses, raise.Unknown, raise.NotApplicable));
        Assert.Equal((0, 1, 0), (applies.Hits, applies.Misses, applies.Unknown));
    }

    [Fact]
    public void Of_LevelThatStoodBefore_CountsWhetherItClears()
    {
        var clear = ExampleRules.Cover(CoverageRole.Clear, "debt.red",
            """{"name":"never stood","expect":{"warnings":{"debt":"none"}}}""",
            """
            {"name":"within the margin","before":{"debt":"red"},"change":{"firm.debt_ratio":0.85},
             "expect":{"warnings":{"debt":"red"}}}
            """,
            """{"name":"cleared","before":{"debt":"red"},"expect":{"warnings":{"debt":"none"}}}""",
            """
            {"name":"raised again","before":{"debt":"red"},"change":{"firm.debt_ratio":0.95},
             "expect":{"warnings":{"debt":"red"}}}
            """);

        Assert.Equal((1, 1, 0), (clear.Hits, clear.Misses, clear.Unknown));
    }

    [Fact]
    public void Fraction_OneKnockOutHitAndMissed_IsTheShareOfAllHitsAndMisses()
    {
        var reading = ExampleRules.Read(
            Sound, """{"name":"sued","change":{"firm.cases":4},"expect":{"outcome":"decline"}}""");

        var coverage = ExampleCoverage.Of(reading.Tested!, reading.Results);

        // Two knock-outs, both missed, one hit; three bins, one applies_when, one raise and one clear, never looked at.
        Assert.Equal(8, coverage.Rules.Count);
        Assert.Equal(1 / 8.0, coverage.HitFraction);
        Assert.Equal(2 / 8.0, coverage.MissFraction);
        Assert.Equal(3 / 16.0, coverage.Fraction);
        Assert.Equal(7, coverage.Gaps.Count);
    }

    [Fact]
    public void Of_ShippedRules_EveryRuleIsHitAndMissed()
    {
        var reading = RuleSetReader.Read(RuleFolder.Read(ShippedRules.Folder));

        var coverage = ExampleCoverage.Of(reading.Tested!, reading.Results);

        Assert.Empty(coverage.Gaps.Select(gap => $"{gap.Role} {gap.Product} {gap.Rule} {gap.Part}"));
        Assert.Equal(1, coverage.Fraction);
        Assert.True(coverage.Rules.Count >= 199, $"only {coverage.Rules.Count} rules were counted");
    }

    [Fact]
    public void Of_RefusedExample_CountsForNothing()
    {
        var cases = ExampleRules.Cover(
            CoverageRole.KnockOut, "cases",
            """{"name":"misspelt","change":{"firm.casess":4},"expect":{"outcome":"decline"}}""");

        Assert.Equal((0, 0, 0), (cases.Hits, cases.Misses, cases.Unknown));
    }
}
