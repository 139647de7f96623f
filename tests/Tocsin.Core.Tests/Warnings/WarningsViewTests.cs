using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Warnings;
using Xunit;

namespace Tocsin.Core.Tests.Warnings;

public class WarningsViewTests
{
    private const string Features = """
        {"time_zone":"Asia/Shanghai","views":[
          {"name":"firm","accept_from":["feed"],"features":[{"name":"debt","type":"number","unit":"CNY"}]},
          {"name":"warnings","accept_from":["server"],"features":[
            {"name":"level","type":"text","order":["none","blue","yellow","orange","red"]},
            {"name":"on_watchlist","type":"flag"},{"name":"limit_frozen","type":"flag"}]}]}
        """;

    private static readonly ActivatedRuleSet _rules = new(
        SmallRules.Read(
            ("features.json", Features),
            ("actions.json", """
                {"actions":[{"code":"A03","sets":"warnings.limit_frozen","automatic_from":"orange",
                  "title":{"zh":"冻","en":"Freeze"}}]}
                """),
            ("workflows/early.json", """
                {"WorkflowName":"early","Rules":[{"RuleName":"debt","Operator":"Or",
                  "Properties":{"tocsin":{"family":"fin","actions":["A03"]}},"Rules":[
                  {"RuleName":"orange","Expression":"firm.debt >= 20"}]}]}
                """),
            ("warnings.json", """
                {"workflows":["early"],"families":[{"code":"fin","title":{"zh":"财","en":"Money"}}]}
                """)),
        7, SmallRules.Noon);

    [Fact]
    public void Of_BorrowerWithoutWarnings_IsDefinite()
    {
        var values = WarningsView.Of(_rules.Set, BorrowerWarnings.Empty(SmallIndicators.Borrower), SmallRules.Noon)!;

        Assert.Equal("none", values.Values["level"].AsText);
        Assert.Equal(
            (FeatureValue.OfFlag(false), FeatureValue.OfFlag(false)),
            (values.Values["on_watchlist"], values.Values["limit_frozen"]));
    }

    [Fact]
    public void Of_RulesWithoutTheView_IsNone() => Assert.Null(WarningsView.Of(
        SmallIndicators.Both.Set, BorrowerWarnings.Empty(SmallIndicators.Borrower), SmallRules.Noon));

    // The update is stored and nobody has looked at it: it counts as if somebody had.
    [Fact]
    public void Standing_UpdateThatWaitsForItsReview_Counts()
    {
        var stored = SmallRules.Stored("firm", SmallRules.Noon, 1, ("debt", "25"));
        var state = BorrowerWarnings.Empty(SmallIndicators.Borrower);

        var standing = WarningsView.Standing(_rules, state, stored, SmallRules.Noon.AddMinutes(1));

        var values = WarningsView.Of(_rules.Set, standing, SmallRules.Noon)!.Values;
        Assert.Equal(("orange", 1), (values["level"].AsText, values["limit_frozen"].AsNumber));
        Assert.Equal(1, values["on_watchlist"].AsNumber);
    }

    [Fact]
    public void Standing_ReviewedBorrower_IsTheStoredState()
    {
        var stored = SmallRules.Stored("firm", SmallRules.Noon, 1, ("debt", "25"));
        var cause = new WarningCause(WarningCauseKind.FeatureUpdate);
        var state = WarningReview.Run(
            _rules, BorrowerWarnings.Empty(SmallIndicators.Borrower), stored, cause, SmallRules.Noon).State;

        Assert.Same(state, WarningsView.Standing(_rules, state, stored, SmallRules.Noon.AddMinutes(1)));
    }

    // Another activation of the same warnings: nobody need look again.
    [Theory]
    [InlineData(7, true)]
    [InlineData(8, false)]
    public void Standing_ReviewedBeforeAnotherActivation_IsTheStoredStateWhereWarningsAreTheSame(
        long since, bool isSame)
    {
        var stored = SmallRules.Stored("firm", SmallRules.Noon, 1, ("debt", "25"));
        var state = WarningReview.Run(
            _rules, BorrowerWarnings.Empty(SmallIndicators.Borrower), stored,
            new WarningCause(WarningCauseKind.FeatureUpdate), SmallRules.Noon).State;

        var standing = WarningsView.Standing(
            _rules with { Number = 8, WarningsSince = since }, state, stored, SmallRules.Noon.AddMinutes(1));

        Assert.Equal(isSame, ReferenceEquals(state, standing));
    }

    [Fact]
    public void Standing_BorrowerNobodyKnows_IsEmpty()
    {
        var state = BorrowerWarnings.Empty(SmallIndicators.Borrower);

        Assert.Same(state, WarningsView.Standing(_rules, state, null, SmallRules.Noon));
    }
}
