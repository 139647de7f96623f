namespace Tocsin.Core.Warnings;

/// <summary>What a borrower's open warnings amount to together. Pure.</summary>
/// <remarks>
/// A hard red makes the borrower red. A soft red by itself counts as orange; two warnings at orange or above in different
/// families make red; three at yellow or above in two families make orange; else the highest level counts. Another
/// warning, or a higher one, never lowers the result.
/// </remarks>
public static class BorrowerLevel
{
    /// <summary>The level of a borrower's open warnings; none when it has none.</summary>
    public static WarningLevel Of(IEnumerable<Warning> warnings) =>
        Of(warnings.Where(warning => warning.IsOpen)
            .Select(warning => new RaisedLevel(warning.Family, warning.Level, warning.IsHard)));

    /// <summary>The level that raised levels amount to; none when there are none.</summary>
    public static WarningLevel Of(IEnumerable<RaisedLevel> raised)
    {
        var levels = raised.Where(one => one.Level > WarningLevel.None).ToList();
        if (levels.Any(one => one.IsHard && one.Level == WarningLevel.Red)) return WarningLevel.Red;
        if (Families(levels, WarningLevel.Orange) >= 2) return WarningLevel.Red;
        var highest = levels.Select(one => one.Level).DefaultIfEmpty(WarningLevel.None).Max();
        if (highest >= WarningLevel.Orange) return WarningLevel.Orange;
        var isWide = levels.Count(one => one.Level >= WarningLevel.Yellow) >= 3
            && Families(levels, WarningLevel.Yellow) >= 2;
        return isWide ? WarningLevel.Orange : highest;
    }

    private static int Families(IEnumerable<RaisedLevel> raised, WarningLevel minimum) =>
        raised.Where(one => one.Level >= minimum).Select(one => one.Family).Distinct(StringComparer.Ordinal).Count();
}

/// <summary>One raised level, as far as it counts for the borrower.</summary>
/// <param name="Family">The indicator's family.</param>
/// <param name="Level">The level.</param>
/// <param name="IsHard">True for a hard indicator.</param>
public readonly record struct RaisedLevel(string Family, WarningLevel Level, bool IsHard);
