using Tocsin.Core.Rules;
using Tocsin.Core.Tests;
using Tocsin.Core.Warnings;

namespace Tocsin.Conformance.Reviews;

/// <summary>The rule sets that are swapped for one another.</summary>
internal static class ModelRules
{
    /// <summary>The days after which the view <c>firm</c> is stale; the view <c>bank</c> never is.</summary>
    public const int StaleDays = 20;

    private const string Features = """
        {"time_zone":"Asia/Shanghai","views":[
          {"name":"firm","accept_from":["feed"],"stale":"20d","features":[
            {"name":"debt","type":"number"},{"name":"cases","type":"number"},{"name":"score","type":"number"}]},
          {"name":"bank","accept_from":["feed"],"features":[{"name":"overdue","type":"number"}]}]}
        """;

    private static readonly ModelIndicator _court =
        new("court", "court", "firm", "cases", [(WarningLevel.Red, 1)], Extra: ",\"strength\":\"hard\"");

    private static readonly ModelIndicator _score =
        new("score", "score", "firm", "score", [(WarningLevel.Yellow, 10)], DwellDays: 5);

    /// <summary>The indicators of each rule set.</summary>
    public static IReadOnlyList<IReadOnlyList<ModelIndicator>> Indicators { get; } =
    [
        [Overdue(10, 60), Debt("debt", "debt_two", 20, 15), _court, _score],
        [Overdue(20, 90), Debt("debt", "debt_two", 30, 25), _court, _score],
        [Overdue(10, 90), Debt("debt_two", "debt", 20, 10), _court],
    ];

    /// <summary>The rule sets, compiled.</summary>
    public static IReadOnlyList<RuleSet> Sets { get; } = [.. Indicators.Select(Read)];

    private static ModelIndicator Overdue(double yellow, double red) =>
        new("overdue", "overdue", "bank", "overdue", [(WarningLevel.Yellow, yellow), (WarningLevel.Red, red)]);

    private static ModelIndicator Debt(string name, string replaces, double bound, double clear) => new(
        "debt", name, "firm", "debt", [(WarningLevel.Orange, bound)], clear, Extra: $",\"replaces\":\"{replaces}\"");

    private static RuleSet Read(IReadOnlyList<ModelIndicator> indicators) => SmallRules.Read(
        ("features.json", Features),
        ("workflows/early.json",
            $$"""
            {"WorkflowName":"early","Rules":[{{string.Join(',', indicators.Select(indicator => indicator.Json))}}]}
            """),
        ("warnings.json",
            """{"workflows":["early"],"families":[{"code":"fin","title":{"zh":"财","en":"Money"}}]}"""));
}
