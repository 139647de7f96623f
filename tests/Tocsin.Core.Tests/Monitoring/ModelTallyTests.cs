using CsCheck;
using Tocsin.Core.Decisions;
using Tocsin.Core.Monitoring;
using Xunit;
using static Tocsin.Core.Tests.Monitoring.SmallModel;

namespace Tocsin.Core.Tests.Monitoring;

public sealed class ModelTallyTests
{
    private static readonly ModelReportOptions _options = new() { Bins = ScoreBins.Of([0.2]), Cut = 0.25 };

    [Fact]
    public void ToReport_Decisions_CountsOutcomesAndScores()
    {
        var report = Tally(
            Decision(0.1, false), Decision(0.1, true), Decision(0.3, true, DecisionOutcome.Decline),
            Decision(0.4, null, DecisionOutcome.Refer), Decision(null, true, DecisionOutcome.Incomplete))
            .ToReport(_options);

        Assert.Equal((5, 4, 0.4), (report.Decisions, report.Scored, report.ApprovalRate.Value));
        Assert.Equal(new DefaultCounts(1, 3, 1), report.Counts);
        Assert.Equal(
            [(DecisionOutcome.Approve, 2), (DecisionOutcome.Refer, 1), (DecisionOutcome.Incomplete, 1),
                (DecisionOutcome.Decline, 1)],
            report.Outcomes.Select(one => (one.Outcome, one.Count)));
        Assert.Equal(new ConfusionTable(0.25, 1, 0, 1, 1), report.Confusion);
        // By hand: (0.1^2 + 0.9^2 + 0.7^2) / 3.
        Assert.Equal(1.31 / 3, report.Brier.Value!.Value, 12);
        Assert.Equal((0.1, 0.1, 0.4), (
            report.Scores.Lowest.Value, report.Scores.Median.Value, report.Scores.Highest.Value));
        Assert.Equal([2, 2], report.Scores.Bins.Select(bin => bin.Counts.Total));
        // Two of each grade: 0.5^2 + 0.5^2.
        Assert.Equal(0.5, report.GradeConcentration.Value);
    }

    [Fact]
    public void ToReport_Grades_AreHeldAgainstWhatBecameOfThem()
    {
        var report = Tally(Decision(0.1, true), Decision(0.2, true), Decision(0.1, null), Decision(0.1, false))
            .ToReport(_options);

        Assert.Equal(["A", "B", ""], report.Grades.Select(grade => grade.Grade));
        var best = report.Grades[0];
        Assert.Equal(new DefaultCounts(1, 2, 1), best.Counts);
        Assert.Equal(0.4 / 3, best.ExpectedPd.Value!.Value, 12);
        Assert.Equal(2 / 3.0, best.ObservedRate.Value!.Value, 12);
        // By hand with p = 2/15: 3 p^2 (1 - p) + p^3 = 0.0485926.
        Assert.Equal(0.0485926, best.TailProbability.Value!.Value, 7);
        Assert.True(best.IsTooLow(0.05));
        Assert.Null(report.Grades[1].ObservedRate.Value);
        Assert.Null(report.Grades[1].IsTooLow(0.05));
    }

    [Fact]
    public void ToReport_NoDecision_IsAbsentAndNeverZero()
    {
        var report = Tally([]).ToReport(_options);

        Assert.All(
            [
                report.ApprovalRate, report.Power.Auc, report.Power.Ks, report.Brier, report.Scores.Psi,
                report.Scores.Mean, report.GradeConcentration, report.Confusion.Misclassified,
                report.Overrides.HighSide, report.Overrides.LowSide, report.Characteristics[0].Psi,
            ],
            one =>
            {
                Assert.Null(one.Value);
                Assert.NotEqual("", one.WhyAbsent);
            });
    }

    [Fact]
    public void ToReport_ScoreWithoutPd_LeavesAbsentWhatNeedsOne()
    {
        var report = new ModelTally(Model with { Measure = ScoreMeasure.Score });
        report.Add(Decision(null, true) with { Score = 1.2, Grade = "B" });
        report.Add(Decision(null, false) with { Score = 3.4, Grade = "A" });

        var made = report.ToReport(_options with { Bins = null });

        Assert.Equal(1, made.Power.Auc.Value);
        Assert.Equal(0, made.Confusion.Total);
        Assert.Null(made.Brier.Value);
        Assert.Equal((1.0, null), (made.Grades[1].ObservedRate.Value, made.Grades[1].ExpectedPd.Value));
    }

    [Fact]
    public void ToReport_AgainstABaseline_TellsHowFarItShifted()
    {
        var baseline = Tally(
            Decision(0.1, bin: "< 24"), Decision(0.3, bin: ">= 24"), Decision(0.1, bin: ">= 24"),
            Decision(0.3, bin: "< 24")).ToBaseline(_options);

        var report = Tally(
            Decision(0.1, bin: "< 24"), Decision(0.1, bin: "< 24"), Decision(0.1, bin: "< 24"),
            Decision(0.3, bin: ">= 24")).ToReport(_options, baseline);

        // By hand: shares go from 1/2 to 3/4 and 1/4; 0.25 ln(1.5) - 0.25 ln(0.5) = 0.25 ln 3.
        Assert.Equal(0.25 * Math.Log(3), report.Scores.Psi.Value!.Value, 12);
        var age = Assert.Single(report.Characteristics);
        Assert.Equal(0.25 * Math.Log(3), age.Psi.Value!.Value, 12);
        // A quarter of the borrowers moved from 30 points to 0.
        Assert.Equal(-7.5, age.ScoreShift.Value!.Value, 12);
        Assert.Equal(["< 24", ">= 24", "missing"], age.Bins.Select(bin => bin.Bin));
    }

    [Fact]
    public void ToReport_BinThatTheBaselineDoesNotHave_IsNotCompared()
    {
        var baseline = Tally(Decision(0.1, bin: "< 24")).ToBaseline(_options);

        var report = Tally(Decision(0.1, bin: "24 to < 60")).ToReport(_options, baseline);

        Assert.Null(report.Characteristics[0].Psi.Value);
        Assert.Contains("24 to < 60", report.Characteristics[0].Psi.WhyAbsent, StringComparison.Ordinal);
    }

    [Fact]
    public void ToReport_Overrides_AreCountedByTheSideOfTheModel()
    {
        ScoredDecision Held(DecisionOutcome model, DecisionOutcome? final) =>
            Decision(0.1, outcome: model) with { FinalOutcome = final };

        var report = Tally(
            Held(DecisionOutcome.Approve, DecisionOutcome.Decline),
            Held(DecisionOutcome.CounterOffer, DecisionOutcome.Approve),
            Held(DecisionOutcome.Approve, DecisionOutcome.Approve),
            Held(DecisionOutcome.Approve, DecisionOutcome.Approve),
            Held(DecisionOutcome.Decline, DecisionOutcome.Approve),
            Held(DecisionOutcome.Decline, DecisionOutcome.Decline),
            Held(DecisionOutcome.Refer, DecisionOutcome.Approve),
            Held(DecisionOutcome.Approve, null)).ToReport(_options);

        Assert.Equal(new OverrideFigures(4, 1, 2, 1), report.Overrides);
        Assert.Equal((0.25, 0.5), (report.Overrides.HighSide.Value, report.Overrides.LowSide.Value));
    }

    [Fact]
    public void ToReport_AnyOrder_IsTheSame() => Gen.Select(
        Gen.Double[0, 1], Gen.Bool.Nullable(), Gen.Enum<DecisionOutcome>(),
        Gen.Int[0, 3].Select(i => new[] { "< 24", ">= 24", "missing", "x" }[i]))
        .Select(made => Decision(made.Item1, made.Item2, made.Item3, made.Item4)).Array[0, 40].Sample(decisions =>
        {
            var baseline = Tally(decisions.Take(20)).ToBaseline(new ModelReportOptions());

            Assert.Equal(Written(decisions, baseline), Written(decisions.Reverse(), baseline));
        });

    private static string Written(IEnumerable<ScoredDecision> decisions, ModelBaseline baseline) =>
        System.Text.Json.JsonSerializer.Serialize(Tally(decisions).ToReport(new ModelReportOptions(), baseline));
}
