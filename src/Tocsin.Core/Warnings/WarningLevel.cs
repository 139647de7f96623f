namespace Tocsin.Core.Warnings;

/// <summary>
/// How serious a warning, or a borrower as a whole, is. Ordered: blue &lt; yellow &lt; orange &lt; red.
/// </summary>
public enum WarningLevel
{
    /// <summary>No warning.</summary>
    None = 0,

    /// <summary>Observe.</summary>
    Blue = 1,

    /// <summary>Watch.</summary>
    Yellow = 2,

    /// <summary>Serious.</summary>
    Orange = 3,

    /// <summary>Critical.</summary>
    Red = 4,
}
