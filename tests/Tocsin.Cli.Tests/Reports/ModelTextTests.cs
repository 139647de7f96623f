using Tocsin.Cli.Reports;
using Tocsin.Core.Decisions;
using Tocsin.Core.Monitoring;
using Xunit;

namespace Tocsin.Cli.Tests.Reports;

public sealed class ModelTextTests
{
    [Fact]
    public void Number_AbsentStatistic_IsADashAndNoZero()
    {
        Assert.Equal("-", ModelText.Number(Statistic.Absent("nobody knows")));
        Assert.Equal("-", ModelText.Percent(default(Statistic)));
        Assert.Equal("-", ModelText.BadRate(new DefaultCounts(0, 0, 5)));
        Assert.Equal("0.0000", ModelText.Number(Statistic.Of(0)));
    }

    [Fact]
    public void Number_ScoresOfHundreds_HaveOnePlace() =>
        Assert.Equal(("612.5", "0.7346"), (ModelText.Number(612.5), ModelText.Number(0.73464)));

    [Theory]
    [InlineData(0.00004, "< 0.0001")]
    [InlineData(0.0534, "0.0534")]
    [InlineData(0, "0.0000")]
    public void Probability_ASmallOne_IsNoZero(double probability, string text) =>
        Assert.Equal(text, ModelText.Probability(Statistic.Of(probability)));

    [Theory]
    [InlineData(0.1, "10 %")]
    [InlineData(0.11, "11 % (a finding)")]
    public void Overrides_AShare_SaysFromWhereOnItIsAFinding(double share, string text) =>
        Assert.Equal(text, ModelText.Overrides(Statistic.Of(share)));

    [Fact]
    public void Psi_AnIndex_SaysHowBadItIs() =>
        Assert.Equal("0.0088 (stable)", ModelText.Psi(Statistic.Of(0.0088)));

    [Fact]
    public void Absences_AModelWithoutDecisions_NamesEachFigureOnce()
    {
        var model = new MonitoredModel("loan", "digest", ScoreMeasure.Pd, ["A"], []);
        var report = new ModelTally(model).ToReport(new ModelReportOptions());

        var lines = ModelText.Absences([new ReportPart("all", report)]).ToList();

        Assert.Contains("all: no approval rate: there is no decision.", lines);
        Assert.All(ModelFigure.All, figure => Assert.Single(
            lines, line => line.Contains($"no {figure.Name}", StringComparison.Ordinal)));
    }

    [Fact]
    public void Of_Outcomes_AreWrittenAsPeopleWriteThem() =>
        Assert.Equal("approve with conditions", ModelText.Of(DecisionOutcome.ApproveWithConditions));
}
