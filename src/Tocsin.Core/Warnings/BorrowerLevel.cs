namespace Tocsin.Core.Warnings;

/// <summary>The standard combination, for a rule set that brings no rules of its own. Pure.</summary>
/// <remarks>
/// A hard red makes the borrower red. A soft red by itself counts as orange; two warnings at orange or above in
/// different families make red; three at yellow or above in two families make orange; else the highest level counts.
/// Another warning, or a higher one, never lowers the result.
/// </remarks>
public static class BorrowerLevel
{
    /// <summary>The level that raised levels amount to; none when there are none.</summary>
    public static WarningLevel Of(RaisedCounts raised) => raised switch
    {
        { HardRed: > 0 } or { OrangeFamilies: >= 2 } => WarningLevel.Red,
        { Orange: > 0 } or { Yellow: >= 3, YellowFamilies: >= 2 } => WarningLevel.Orange,
        { Yellow: > 0 } => WarningLevel.Yellow,
        { Blue: > 0 } => WarningLevel.Blue,
        _ => WarningLevel.None,
    };
}
