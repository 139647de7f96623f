using System.Globalization;
using Tocsin.Core.Rules;
using Tocsin.Core.Tests;
using Tocsin.Core.Warnings;

namespace Tocsin.Conformance.Reviews;

/// <summary>
/// An indicator as the model knows it: over one feature, with lower bounds for its levels. The rule set that is under
/// test is written from the same numbers, and reads them in its own way.
/// </summary>
/// <param name="Place">What stays when one indicator replaces another.</param>
/// <param name="Name">Its name.</param>
/// <param name="View">The view it reads.</param>
/// <param name="Feature">The feature it reads.</param>
/// <param name="Bounds">The lower bound of each level, lowest first.</param>
/// <param name="Clear">It clears below this; null when it clears where it is not raised.</param>
/// <param name="DwellDays">The days for which that must have held.</param>
/// <param name="Extra">More properties, as JSON.</param>
internal sealed record ModelIndicator(
    string Place, string Name, string View, string Feature, IReadOnlyList<(WarningLevel Level, double Bound)> Bounds,
    double? Clear = null, int DwellDays = 0, string Extra = "")
{
    /// <summary>As it stands in a rule set.</summary>
    public string Json
    {
        get
        {
            var name = $"{View}.{Feature}";
            var clear = Clear is { } bound ? Invariant($"\"clear\":\"{name} < {bound}\",") : "";
            var levels = Bounds.Select(level => Invariant(
                $$$$"""
                {"RuleName":"{{{{Lower(level.Level)}}}}","Expression":"{{{{name}}}} >= {{{{level.Bound}}}}",
                "Properties":{"tocsin":{{{{{clear}}}}"dwell":"{{{{DwellDays}}}}d"}}}
                """));
            return $$$$"""
                {"RuleName":"{{{{Name}}}}","Operator":"Or","Properties":{"tocsin":{"family":"fin"{{{{Extra}}}}}},"Rules":[
                {{{{string.Join(',', levels)}}}}]}
                """;
        }
    }

    /// <summary>The highest level whose bound a value reaches.</summary>
    public WarningLevel LevelOf(double value) =>
        Bounds.Where(level => value >= level.Bound).Select(level => level.Level).LastOrDefault();

    private static string Lower(WarningLevel level) => level.ToString().ToLowerInvariant();

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

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
