namespace Tocsin.Core.Warnings;

/// <summary>What a borrower's open warnings amount to together. Pure.</summary>
public static class Watchlist
{
    /// <summary>The borrower's level: the highest level of its open warnings.</summary>
    public static WarningLevel LevelOf(IEnumerable<Warning> warnings) =>
        warnings.Where(warning => warning.IsOpen).Select(warning => warning.Level)
            .DefaultIfEmpty(WarningLevel.None).Max();

    /// <summary>Whether a borrower of a level is on the watch list: from orange on.</summary>
    public static bool Holds(WarningLevel level) => level >= WarningLevel.Orange;
}
