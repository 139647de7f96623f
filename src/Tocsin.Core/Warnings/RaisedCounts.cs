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
        // There are few families.
        var families = new List<(string Family, WarningLevel Highest)>();
        foreach (var one in raised)
        {
            var place = 0;
            while (place < families.Count && families[place].Family != one.Family) place++;
            var highest = place < families.Count ? families[place].Highest : WarningLevel.None;
            counts = counts.With(one, highest);
            if (place == families.Count) families.Add((one.Family, one.Level));
            else if (one.Level > highest) families[place] = (one.Family, one.Level);
        }

        return counts;
    }

    /// <summary>The counts with one more.</summary>
    /// <param name="one">The one more.</param>
    /// <param name="highest">The highest of its family so far; none where it is the family's first.</param>
    internal RaisedCounts With(RaisedLevel one, WarningLevel highest)
    {
        var (yellow, orange) = (At(one.Level, WarningLevel.Yellow), At(one.Level, WarningLevel.Orange));
        var red = At(one.Level, WarningLevel.Red);
        return new RaisedCounts(
            Blue + At(one.Level, WarningLevel.Blue), Yellow + yellow, Orange + orange, Red + red,
            HardRed + (one.IsHard ? red : 0),
            YellowFamilies + yellow * (1 - At(highest, WarningLevel.Yellow)),
            OrangeFamilies + orange * (1 - At(highest, WarningLevel.Orange)),
            RedFamilies + red * (1 - At(highest, WarningLevel.Red)));
    }

    private static int At(WarningLevel level, WarningLevel minimum) => level >= minimum ? 1 : 0;
}
