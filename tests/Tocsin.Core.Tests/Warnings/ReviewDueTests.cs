using Tocsin.Core.Rules;
using Tocsin.Core.Warnings;
using Xunit;

namespace Tocsin.Core.Tests.Warnings;

public class ReviewDueTests
{
    // Noon of SmallRules is 20:00 in Shanghai.
    private static DateTimeOffset Noon => SmallRules.Noon;

    [Fact]
    public void After_IndicatorOfADate_IsTheNextDayOfTheCatalogue() => Assert.Equal(
        Noon.AddHours(4), Due("Fn.DaysBetween(firm.sold_on, time.as_of) > 30", ("sold_on", "2026-01-01")));

    [Fact]
    public void After_IndicatorOfAnAge_IsWhenTheViewIsADayOlder() => Assert.Equal(
        Noon.AddHours(18), Due("data.firm_age_days > 3", observedHoursAgo: 30, values: ("debt", "1")));

    [Fact]
    public void After_ValueThatGoesStale_IsThen() => Assert.Equal(
        Noon.AddDays(20).AddMicroseconds(1), Due("firm.debt > 3", ("debt", "1")));

    [Fact]
    public void After_ValueThatIsMissing_IsNever() => Assert.Null(Due("firm.debt > 3", ("other", "1")));

    [Fact]
    public void After_DayOfAClockChange_BeginsWhereTheDayBegins()
    {
        // Beirut skips the hour from midnight to one on 29 March 2026.
        var rules = Rules("Fn.DaysBetween(firm.sold_on, time.as_of) > 30", "Asia/Beirut");
        var asOf = new DateTimeOffset(2026, 3, 28, 12, 0, 0, TimeSpan.Zero);

        var due = WarningReview.Run(
            rules, BorrowerWarnings.Empty(SmallIndicators.Borrower),
            SmallRules.Stored("firm", asOf, 1, ("sold_on", "2026-03-27")), new WarningCause(WarningCauseKind.Time),
            asOf).State.DueAt;

        Assert.Equal(new DateTimeOffset(2026, 3, 28, 22, 0, 0, TimeSpan.Zero), due);
    }

    private static DateTimeOffset? Due(string raise, params (string, string)[] values) => Due(raise, 0, values);

    private static DateTimeOffset? Due(string raise, int observedHoursAgo, params (string, string)[] values) =>
        WarningReview.Run(
            Rules(raise, "Asia/Shanghai"), BorrowerWarnings.Empty(SmallIndicators.Borrower),
            SmallRules.Stored("firm", Noon.AddHours(-observedHoursAgo), 1, values),
            new WarningCause(WarningCauseKind.Time), Noon).State.DueAt;

    private static ActivatedRuleSet Rules(string raise, string zone) => new(
        SmallRules.Read(
            ("features.json", $$"""
                {"time_zone":"{{zone}}","views":[{"name":"firm","accept_from":["feed"],"stale":"20d","features":[
                  {"name":"debt","type":"number"},{"name":"other","type":"number"},{"name":"sold_on","type":"date"}]}]}
                """),
            ("workflows/early.json", $$$"""
                {"WorkflowName":"early","Rules":[{"RuleName":"one","Operator":"Or","Properties":{"tocsin":{
                  "family":"fin"}},"Rules":[{"RuleName":"red","Expression":"{{{raise}}}"}]}]}
                """),
            ("warnings.json", """
                {"workflows":["early"],"families":[{"code":"fin","title":{"zh":"财","en":"Money"}}]}
                """)),
        7, Noon);
}
