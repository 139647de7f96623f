namespace Tocsin.Core.Warnings;

/// <summary>Who is on the watch list. Pure.</summary>
public static class Watchlist
{
    /// <summary>Whether a borrower of a level is on the watch list: from orange on.</summary>
    public static bool Holds(WarningLevel level) => level >= WarningLevel.Orange;
}
