namespace Tocsin.Core.Warnings;

/// <summary>One raised level, as far as it counts for the borrower.</summary>
/// <param name="Family">The indicator's family.</param>
/// <param name="Level">The level.</param>
/// <param name="IsHard">True for a hard indicator.</param>
public readonly record struct RaisedLevel(string Family, WarningLevel Level, bool IsHard)
{
    /// <summary>The levels of a borrower's open warnings.</summary>
    public static IEnumerable<RaisedLevel> Of(IEnumerable<Warning> warnings) =>
        warnings.Where(warning => warning.IsOpen)
            .Select(warning => new RaisedLevel(warning.Family, warning.Level, warning.IsHard));
}
