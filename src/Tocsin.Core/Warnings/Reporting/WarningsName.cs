namespace Tocsin.Core.Warnings.Reporting;

/// <summary>Which warnings figures are about. Immutable and thread-safe.</summary>
/// <param name="Indicator">Those of an indicator; empty: of every one of the family.</param>
/// <param name="Family">Those of a family; empty: all.</param>
public sealed record WarningsName(string Indicator, string Family)
{
    /// <summary>All warnings.</summary>
    public static WarningsName All { get; } = new("", "");
}
