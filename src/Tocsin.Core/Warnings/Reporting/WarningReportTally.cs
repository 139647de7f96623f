namespace Tocsin.Core.Warnings.Reporting;

/// <summary>
/// Makes a report of borrowers' states, one after the other in any order, in room that does not grow with their number.
/// Not thread-safe.
/// </summary>
public sealed class WarningReportTally
{
    /// <summary>The most indicators, and the most families, that a report shows.</summary>
    public const int MaximumNames = 2_000;

    private readonly ReportPeriod _period;
    private readonly FiguresTally _total;
    private readonly Dictionary<WarningsName, FiguresTally> _families = [];
    private readonly Dictionary<WarningsName, FiguresTally> _indicators = [];
    private WatchlistFigures _watchlist;
    private ReportGaps _gaps;
    private long _borrowers;
    private long _cameTrue;

    /// <summary>Begins a report.</summary>
    /// <param name="period">What it covers; ends after it begins.</param>
    public WarningReportTally(ReportPeriod period)
    {
        ArgumentNullException.ThrowIfNull(period);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(period.To, period.From, nameof(period));
        ArgumentOutOfRangeException.ThrowIfLessThan(period.HorizonDays, 1, nameof(period));
        _period = period;
        _total = new FiguresTally(period);
    }

    /// <summary>Takes a borrower; one that was never reviewed has nothing to tell.</summary>
    public void Add(BorrowerWarnings state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Activation == 0) return;
        var readings = state.Warnings.Select(warning => new WarningReading(warning, _period)).ToList();
        var days = readings.Where(reading => reading.Outcome?.CameTrue == true).Select(reading => reading.Outcome!.On);
        DateOnly? cameTrueOn = days.Any() ? days.Min() : null;
        if (!state.Closed || readings.Any(reading => reading.Raised.Count > 0)) _borrowers++;
        if (cameTrueOn is not null) _cameTrue++;
        Watch(state.Watch);
        _total.Add(readings, cameTrueOn);
        Take(_families, readings.GroupBy(reading => new WarningsName("", reading.Warning.Family)), cameTrueOn);
        Take(_indicators, readings.GroupBy(NameOf), cameTrueOn);
        _gaps = _gaps with
        {
            HistoriesCut = _gaps.HistoriesCut + state.Warnings.Count(WarningEpisode.IsCut),
            BorrowersFull = _gaps.BorrowersFull
                + (state.Warnings.Count(warning => !warning.IsOpen) >= WarningReview.MaximumClosed ? 1 : 0),
        };
    }

    /// <summary>The report of all that were taken so far.</summary>
    public WarningReport ToReport() => new()
    {
        Period = _period,
        Borrowers = _borrowers,
        BorrowersCameTrue = _cameTrue,
        Total = _total.ToFigures(WarningsName.All, _borrowers, _cameTrue),
        Families = Named(_families),
        Indicators = Named(_indicators),
        Watchlist = _watchlist,
        Gaps = _gaps,
    };

    private void Watch(WatchlistEntry? entry)
    {
        if (entry is null) return;
        _watchlist = new WatchlistFigures(
            _watchlist.Listed + 1,
            _watchlist.CameOn + (_period.Contains(entry.Since) ? 1 : 0),
            _watchlist.ReviewsMissed + (entry.IsReviewDue ? 1 : 0));
    }

    // An indicator that the rules moved to another family is two until every warning of it was looked at again.
    private static WarningsName NameOf(WarningReading reading) =>
        new(reading.Warning.Indicator, reading.Warning.Family);

    private void Take(
        Dictionary<WarningsName, FiguresTally> tallies, IEnumerable<IGrouping<WarningsName, WarningReading>> groups,
        DateOnly? cameTrueOn)
    {
        foreach (var group in groups)
        {
            if (!tallies.TryGetValue(group.Key, out var tally) && tallies.Count < MaximumNames)
                tallies[group.Key] = tally = new FiguresTally(_period);
            if (tally is not null) tally.Add([.. group], cameTrueOn);
            else _gaps = _gaps with { WarningsUnnamed = _gaps.WarningsUnnamed + group.Count() };
        }
    }

    private IReadOnlyList<WarningFigures> Named(Dictionary<WarningsName, FiguresTally> tallies) =>
    [
        .. tallies.OrderBy(pair => pair.Key.Indicator, StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.Family, StringComparer.Ordinal)
            .Select(pair => pair.Value.ToFigures(pair.Key, _borrowers, _cameTrue)),
    ];
}
