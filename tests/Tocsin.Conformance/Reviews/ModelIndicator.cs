using System.Globalization;
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
                {"RuleName":"{{{{Name}}}}","Operator":"Or",
                "Properties":{"tocsin":{"family":"fin"{{{{Extra}}}}}},"Rules":[
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
