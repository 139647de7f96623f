namespace Tocsin.Core.Warnings.Reporting;

/// <summary>
/// Counts the warnings of one indicator, of one family, or of all, borrower by borrower. Not thread-safe.
/// </summary>
internal sealed class FiguresTally(ReportPeriod period)
{
    private readonly Dictionary<WarningState, (MedianTally Ended, MedianTally Running)> _times =
        StateStay.OpenStates.ToDictionary(state => state, _ => (new MedianTally(), new MedianTally()));

    private readonly MedianTally _leads = new();
    private WarningFigures _figures = new();
    private LevelCounts _raised;
    private LevelCounts _open;
    private LevelCounts _acknowledgeMissed;
    private LevelCounts _treatMissed;
    private LevelCounts _treatmentMissed;

    /// <summary>Takes the warnings of a borrower.</summary>
    /// <param name="readings">The warnings to count here.</param>
    /// <param name="cameTrueOn">The first day on which any warning of the borrower came true; null: none did.</param>
    public void Add(IReadOnlyCollection<WarningReading> readings, DateOnly? cameTrueOn)
    {
        foreach (var reading in readings) Count(reading);
        var raised = readings.Any(reading => reading.Raised.Count > 0);
        var lead = cameTrueOn is { } day ? readings.Max(reading => reading.LeadDays(day)) : null;
        if (lead is { } days) _leads.Add(days);
        _figures = _figures with
        {
            BorrowersRaised = _figures.BorrowersRaised + (raised ? 1 : 0),
            BorrowersForeseen = _figures.BorrowersForeseen + (lead is null ? 0 : 1),
            CameTrue = _figures.CameTrue + readings.Count(one => one.Outcome?.CameTrue == true && one.IsInTime),
            CameTrueLate = _figures.CameTrueLate
                + readings.Count(one => one.Outcome?.CameTrue == true && !one.IsInTime),
            FalseAlarms = _figures.FalseAlarms + readings.Count(one => one.Outcome?.CameTrue == false),
            HandedUp = _figures.HandedUp + readings.Sum(one => one.CountHandedUp()),
            Resolved = _figures.Resolved + readings.Sum(one => one.Count(WarningChangeKind.Resolved)),
            Cleared = _figures.Cleared + readings.Sum(one => one.Count(WarningChangeKind.Cleared)),
            Retired = _figures.Retired + readings.Sum(one => one.Count(WarningChangeKind.Retired)),
        };
    }

    /// <summary>What they amount to.</summary>
    /// <param name="name">What they are the warnings of.</param>
    /// <param name="borrowers">Borrowers that the report is about.</param>
    /// <param name="cameTrue">Borrowers of which any warning came true.</param>
    public WarningFigures ToFigures(WarningsName name, long borrowers, long cameTrue) => _figures with
    {
        Name = name,
        Raised = _raised,
        RaisedPerThousandMonthly = borrowers == 0 ? null : _raised.Total * 1_000 / (borrowers * period.Months),
        Precision = Share(_figures.CameTrue, _figures.CameTrue + _figures.FalseAlarms),
        Recall = Share(_figures.BorrowersForeseen, cameTrue),
        LeadDays = _leads.ToFigures(),
        Times =
        [
            .. StateStay.OpenStates.Select(state => new StateTime(
                state, _times[state].Ended.ToFigures(), _times[state].Running.ToFigures())),
        ],
        AcknowledgeMissed = _acknowledgeMissed,
        TreatMissed = _treatMissed,
        TreatmentMissed = _treatmentMissed,
        Open = _open,
    };

    private static double? Share(long part, long whole) => whole == 0 ? null : (double)part / whole;

    private void Count(WarningReading reading)
    {
        foreach (var episode in reading.Raised) _raised = _raised.Plus(episode.Peak);
        if (reading.Warning.IsOpen) _open = _open.Plus(reading.Warning.Level);
        foreach (var stay in reading.Stays)
        {
            var (ended, running) = _times[stay.State];
            if (stay.Until is { } end) ended.Add((long)(end - stay.Since).TotalSeconds);
            else running.Add((long)(period.To - stay.Since).TotalSeconds);
        }

        foreach (var miss in reading.Misses)
        {
            if (miss.Kinds.HasFlag(MissedDeadlines.Acknowledge))
                _acknowledgeMissed = _acknowledgeMissed.Plus(miss.Level);
            if (miss.Kinds.HasFlag(MissedDeadlines.Treat)) _treatMissed = _treatMissed.Plus(miss.Level);
            if (miss.Kinds.HasFlag(MissedDeadlines.Treatment)) _treatmentMissed = _treatmentMissed.Plus(miss.Level);
        }
    }
}
