using Tocsin.Core.Features;

namespace Tocsin.Core.Warnings;

/// <summary>
/// What the rules of combination read: how many warnings of a borrower stand at a level or above it, and of how many
/// families they are.
/// </summary>
/// <param name="Blue">Warnings at blue or above.</param>
/// <param name="Yellow">Warnings at yellow or above.</param>
/// <param name="Orange">Warnings at orange or above.</param>
/// <param name="Red">Warnings at red.</param>
/// <param name="HardRed">Hard ones among those at red.</param>
/// <param name="YellowFamilies">Families with a warning at yellow or above.</param>
/// <param name="OrangeFamilies">Families with a warning at orange or above.</param>
/// <param name="RedFamilies">Families with a warning at red.</param>
public readonly record struct RaisedCounts(
    int Blue, int Yellow, int Orange, int Red, int HardRed, int YellowFamilies, int OrangeFamilies, int RedFamilies)
{
    /// <summary>The inputs, and what each is of some counts.</summary>
    internal static IReadOnlyList<(string Name, Func<RaisedCounts, int> Of)> Inputs { get; } =
    [
        (ReservedInputs.Raised + "blue_count", counts => counts.Blue),
        (ReservedInputs.Raised + "yellow_count", counts => counts.Yellow),
        (ReservedInputs.Raised + "orange_count", counts => counts.Orange),
        (ReservedInputs.Raised + "red_count", counts => counts.Red),
        (ReservedInputs.Raised + "hard_red_count", counts => counts.HardRed),
        (ReservedInputs.Raised + "yellow_family_count", counts => counts.YellowFamilies),
        (ReservedInputs.Raised + "orange_family_count", counts => counts.OrangeFamilies),
        (ReservedInputs.Raised + "red_family_count", counts => counts.RedFamilies),
    ];

    /// <summary>Counts raised levels.</summary>
    public static RaisedCounts Of(IEnumerable<RaisedLevel> raised)
    {
        var levels = raised.ToList();
        return new RaisedCounts(
            levels.Count(one => one.Level >= WarningLevel.Blue),
            levels.Count(one => one.Level >= WarningLevel.Yellow),
            levels.Count(one => one.Level >= WarningLevel.Orange),
            levels.Count(one => one.Level >= WarningLevel.Red),
            levels.Count(one => one.IsHard && one.Level >= WarningLevel.Red),
            Families(levels, WarningLevel.Yellow),
            Families(levels, WarningLevel.Orange),
            Families(levels, WarningLevel.Red));
    }

    private static int Families(List<RaisedLevel> levels, WarningLevel minimum) =>
        levels.Where(one => one.Level >= minimum).Select(one => one.Family).Distinct(StringComparer.Ordinal).Count();
}
