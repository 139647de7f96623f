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
        ArgumentNullException.ThrowIfNull(raised);
        var counts = default(RaisedCounts);
        // In one pass, since a rule set is checked by some thousand of combinations. There are few families.
        var families = new List<RaisedLevel>();
        foreach (var one in raised)
        {
            counts = counts.With(one);
            var place = families.FindIndex(family => family.Family == one.Family);
            if (place < 0) families.Add(one);
            else if (one.Level > families[place].Level) families[place] = one;
        }

        foreach (var highest in families) counts = counts.WithFamily(highest.Level);
        return counts;
    }

    private RaisedCounts With(RaisedLevel one) => this with
    {
        Blue = Blue + At(one.Level, WarningLevel.Blue),
        Yellow = Yellow + At(one.Level, WarningLevel.Yellow),
        Orange = Orange + At(one.Level, WarningLevel.Orange),
        Red = Red + At(one.Level, WarningLevel.Red),
        HardRed = HardRed + (one.IsHard ? At(one.Level, WarningLevel.Red) : 0),
    };

    private RaisedCounts WithFamily(WarningLevel highest) => this with
    {
        YellowFamilies = YellowFamilies + At(highest, WarningLevel.Yellow),
        OrangeFamilies = OrangeFamilies + At(highest, WarningLevel.Orange),
        RedFamilies = RedFamilies + At(highest, WarningLevel.Red),
    };

    private static int At(WarningLevel level, WarningLevel minimum) => level >= minimum ? 1 : 0;
}
