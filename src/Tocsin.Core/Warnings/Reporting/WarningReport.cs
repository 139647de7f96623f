namespace Tocsin.Core.Warnings.Reporting;

/// <summary>What warnings were worth in a period, as far as stored states tell. Immutable and thread-safe.</summary>
public sealed record WarningReport
{
    /// <summary>What it covers.</summary>
    public required ReportPeriod Period { get; init; }

    /// <summary>
    /// Borrowers that were reviewed at least once and are not closed, and closed ones with a warning raised within the
    /// period.
    /// </summary>
    public required long Borrowers { get; init; }

    /// <summary>Borrowers of which any warning came true on a day of the period, raised in time or not.</summary>
    public required long BorrowersCameTrue { get; init; }

    /// <summary>All warnings together.</summary>
    public required WarningFigures Total { get; init; }

    /// <summary>Each family that has warnings, in ordinal order of code.</summary>
    public required IReadOnlyList<WarningFigures> Families { get; init; }

    /// <summary>Each indicator that has warnings, in ordinal order of name.</summary>
    public required IReadOnlyList<WarningFigures> Indicators { get; init; }

    /// <summary>The watch list.</summary>
    public required WatchlistFigures Watchlist { get; init; }

    /// <summary>What the states no longer tell.</summary>
    public required ReportGaps Gaps { get; init; }
}

/// <summary>The watch list as it is now. Immutable and thread-safe.</summary>
/// <param name="Listed">Borrowers on it.</param>
/// <param name="CameOn">
/// Those of them that came on within the period; who came on and went off again is not told by the states.
/// </param>
/// <param name="ReviewsMissed">Those of them whose review is due and not done.</param>
public readonly record struct WatchlistFigures(long Listed, long CameOn, long ReviewsMissed);

/// <summary>How much of the past the states no longer tell. Immutable and thread-safe.</summary>
/// <remarks>Borrowers that were erased are not even counted: nothing of them is left.</remarks>
/// <param name="HistoriesCut">
/// Warnings whose history no longer holds its first line: what they went through before the lines left is not counted.
/// </param>
/// <param name="BorrowersFull">
/// Borrowers with as many closed warnings as their state remembers: older ones may be forgotten.
/// </param>
/// <param name="WarningsUnnamed">
/// Warnings whose indicator or family is one too many to be shown; they count in the total alone.
/// </param>
public readonly record struct ReportGaps(long HistoriesCut, long BorrowersFull, long WarningsUnnamed);
