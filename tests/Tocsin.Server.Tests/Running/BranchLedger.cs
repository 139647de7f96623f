using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// What the changes that one subscriber is told add up to: every warning as it stands, open and closed, the watch list,
/// where each borrower stands. Each change is held against the one before it. Thread-safe.
/// </summary>
internal sealed class BranchLedger(BranchCalendar calendar)
{
    private const string Freeze = "A03";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Warning> _warnings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _begun = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WatchlistEntry> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BorrowerSituation> _situations = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Month, WarningChangeKind Kind, WarningLevel Level), int> _changes = [];
    private readonly List<WarningChange> _swaps = [];
    private readonly BranchDeadlines _deadlines = new(calendar);
    private readonly List<string> _faults = [];

    /// <summary>How many changes of a kind there were in a month, by the level of the warning after it.</summary>
    public IReadOnlyDictionary<(string Month, WarningChangeKind Kind, WarningLevel Level), int> Changes =>
        Read(() => new Dictionary<(string, WarningChangeKind, WarningLevel), int>(_changes));

    /// <summary>The changes that a swap of rules caused.</summary>
    public IReadOnlyList<WarningChange> Swaps => Read<IReadOnlyList<WarningChange>>(() => [.. _swaps]);

    /// <summary>Deadlines that were kept and missed, by month and by what was to be done.</summary>
    public IReadOnlyDictionary<(string Month, string What, bool IsKept), int> Deadlines => Read(_deadlines.Counts);

    /// <summary>What was wrong with the changes.</summary>
    public IReadOnlyList<string> Faults =>
        Read<IReadOnlyList<string>>(() => [.. _faults, .. _deadlines.Faults]);

    /// <summary>Every warning that was told of, as it stands.</summary>
    public IReadOnlyList<Warning> Warnings => Read<IReadOnlyList<Warning>>(() => [.. _warnings.Values
        .OrderBy(warning => warning.BorrowerId, StringComparer.Ordinal)
        .ThenBy(warning => warning.Indicator, StringComparer.Ordinal)
        .ThenBy(warning => warning.FirstRaisedAt)]);

    /// <summary>The watch list by borrower.</summary>
    public IReadOnlyDictionary<string, WatchlistEntry> Places =>
        Read(() => new SortedDictionary<string, WatchlistEntry>(_places, StringComparer.Ordinal));

    /// <summary>The level of a borrower.</summary>
    public WarningLevel LevelOf(string borrower) =>
        Read(() => _situations.TryGetValue(borrower, out var found) ? found.Level : WarningLevel.None);

    /// <summary>
    /// True while a borrower's limit is frozen: a person began that on an open warning since it was last raised, or one
    /// that calls for it stands at orange.
    /// </summary>
    public bool IsFrozen(string borrower) => Read(() => _warnings.Values.Any(
        warning => warning.BorrowerId == borrower && IsOpen(warning)
            && (_begun[warning.Id].Contains(Freeze)
                || (warning.Level >= WarningLevel.Orange && warning.Actions.Any(action => action.Code == Freeze)))));

    /// <summary>True while a warning counts.</summary>
    public static bool IsOpen(Warning warning) => warning.State is WarningState.Raised or WarningState.Acknowledged
        or WarningState.Treating or WarningState.Suppressed;

    /// <summary>The month of a moment in the branch's zone.</summary>
    public static string Month(DateTimeOffset moment) =>
        BranchCalendar.DayOf(moment).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Takes a change.</summary>
    public void Take(WarningChange change)
    {
        lock (_lock)
        {
            var key = (Month(change.OccurredAt.ToDateTimeOffset()), change.Kind,
                change.Warning?.Level ?? WarningLevel.Unspecified);
            _changes[key] = _changes.GetValueOrDefault(key) + 1;
            _situations[change.BorrowerId] = change.BorrowerAfter;
            if (change.Warning is { } warning) Take(change, warning);
            else TakePlace(change, change.Watchlist);
            if (change.Cause.Kind != WarningCauseKind.RuleSwap) return;
            _swaps.Add(change);
            if (change.Cause.Reference != $"{change.RuleSet.Activation}")
                _faults.Add($"{change.ChangeId} names swap {change.Cause.Reference}, not {change.RuleSet.Activation}");
        }
    }

    /// <summary>After everything that was due at a moment has been done: what was left undone is a fault.</summary>
    public void HoldAgainst(DateTimeOffset now)
    {
        lock (_lock) _deadlines.HoldAgainst(now, _warnings.Values.Where(IsOpen));
    }

    private void Take(WarningChange change, Warning warning)
    {
        var before = _warnings.GetValueOrDefault(warning.Id);
        HoldRevision(change, before?.Revision ?? 0, warning.Revision);
        if (before is not null && before.ChangedAt > warning.ChangedAt)
            _faults.Add($"{change.ChangeId} occurred before the change before it");
        _deadlines.Take(change, before, warning);
        _warnings[warning.Id] = warning;
        if (change.Kind is WarningChangeKind.Raised or WarningChangeKind.Reopened) _begun[warning.Id] = [];
        if (change.Kind == WarningChangeKind.Treating) _begun[warning.Id].Add(warning.Treatment.Code);
    }

    private void TakePlace(WarningChange change, WatchlistEntry place)
    {
        var before = _places.GetValueOrDefault(change.BorrowerId);
        HoldRevision(change, before?.Revision ?? 0, place.Revision);
        if (change.Kind == WarningChangeKind.WatchlistReviewDue && before?.ReviewBy > change.OccurredAt)
            _faults.Add($"{change.ChangeId} asks for a review before its time");
        if (change.Kind == WarningChangeKind.Unwatchlisted) _places.Remove(change.BorrowerId);
        else _places[change.BorrowerId] = place;
    }

    private void HoldRevision(WarningChange change, long before, long after)
    {
        if (after != before + 1)
            _faults.Add($"{change.ChangeId} ({change.Kind}) goes from revision {before} to {after}");
    }

    private T Read<T>(Func<T> read)
    {
        lock (_lock) return read();
    }
}
