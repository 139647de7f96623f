namespace Tocsin.Core.Warnings.Reporting;

/// <summary>A number of warnings by level. Immutable and thread-safe.</summary>
/// <param name="Blue">At blue.</param>
/// <param name="Yellow">At yellow.</param>
/// <param name="Orange">At orange.</param>
/// <param name="Red">At red.</param>
/// <param name="Unknown">At a level that is not known any more.</param>
public readonly record struct LevelCounts(long Blue, long Yellow, long Orange, long Red, long Unknown = 0)
{
    /// <summary>All of them.</summary>
    public long Total => Blue + Yellow + Orange + Red + Unknown;

    /// <summary>One more at a level; none counts as unknown.</summary>
    public LevelCounts Plus(WarningLevel level) => level switch
    {
        WarningLevel.Blue => this with { Blue = Blue + 1 },
        WarningLevel.Yellow => this with { Yellow = Yellow + 1 },
        WarningLevel.Orange => this with { Orange = Orange + 1 },
        WarningLevel.Red => this with { Red = Red + 1 },
        _ => this with { Unknown = Unknown + 1 },
    };
}
