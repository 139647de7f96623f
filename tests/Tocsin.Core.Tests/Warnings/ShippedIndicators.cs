using Tocsin.Core.Rules;
using Tocsin.Core.Warnings;
using Xunit;

namespace Tocsin.Core.Tests.Warnings;

/// <summary>The catalogue of early-warning indicators that ships.</summary>
public class ShippedIndicators
{
    private static readonly RuleSetReading _reading = RuleSetReader.Read(RuleFolder.Read(ShippedRules.Folder));

    private static readonly RuleSet _set = _reading.RuleSet!;

    // Its red asks whether core data are there at all, which is never unknown.
    private const string NeverUnknown = "dq_data_gap.red";

    [Fact]
    public void Indicators_EachHasItsFamilyForAPrefix() => Assert.All(_set.Indicators, indicator =>
        Assert.StartsWith(indicator.Family + "_", indicator.Name, StringComparison.Ordinal));

    [Fact]
    public void Indicators_EachCallsForActionAndHasBothTitles() => Assert.All(_set.Indicators, indicator =>
    {
        Assert.NotEmpty(indicator.Actions);
        Assert.NotEmpty(indicator.Title.Zh);
        Assert.NotEmpty(indicator.Title.En);
    });

    [Fact]
    public void Indicators_OnlyDaysPastDueHasBlue() => Assert.Equal(
        ["loan_days_past_due"],
        _set.Indicators.Where(indicator => indicator.Levels[0].Level == WarningLevel.Blue)
            .Select(indicator => indicator.Name));

    [Fact]
    public void Examples_OfEveryLevel_ShowItRaisedNotRaisedUnknownClearedAndNotApplicable()
    {
        var rules = ExampleCoverage.Of(_set, _reading.Results).Rules;

        Assert.All(rules.Where(rule => rule.Role == CoverageRole.Raise), rule =>
        {
            var indicator = _set.Indicators.Single(candidate => candidate.Name == rule.Rule.Split('.')[0]);
            Assert.True(rule.Hits > 0, $"{rule.Rule} is never raised");
            Assert.True(rule.Misses > 0, $"{rule.Rule} is never not raised");
            Assert.True(rule.Unknown > 0 || rule.Rule == NeverUnknown, $"{rule.Rule} is never unknown");
            Assert.True(rule.NotApplicable > 0 || indicator.AppliesWhen is null, $"{rule.Rule} always applies");
        });
        Assert.All(rules.Where(rule => rule.Role is CoverageRole.Clear or CoverageRole.Applies), rule =>
            Assert.True(rule.Hits > 0 && rule.Misses > 0, $"{rule.Role} of {rule.Rule} lacks an example"));
    }
}
