using Tocsin.Server.Warnings;
using Tocsin.V1;
using Warning = Tocsin.V1.Warning;
using WarningChange = Tocsin.V1.WarningChange;
using WarningState = Tocsin.V1.WarningState;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// What the messages of one watcher add up to: the open warnings it knows of, and the trail of each borrower's changes.
/// Each message is held against the cursor before it. It does not grow with the number of messages. Thread-safe.
/// </summary>
internal sealed class WatchedView(WatcherPlan plan)
{
    private const int MostFaults = 20;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, WatchedWarning> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ChangeTrail> _trails = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];
    private WarningCursor? _at;
    private WarningCursor? _from;
    private string _cursor = "";
    private long _changes;
    private long _snapshotEntries;

    /// <summary>The cursor to go on from; empty before the first.</summary>
    public string Cursor => Read(() => _cursor);

    /// <summary>The first cursor it was given: changes after it are due; null before.</summary>
    public WarningCursor? From => Read(() => _from);

    /// <summary>How many changes it was told, those within a snapshot aside.</summary>
    public long Changes => Read(() => _changes);

    /// <summary>What was wrong with the messages themselves.</summary>
    public IReadOnlyList<string> Faults => Read<IReadOnlyList<string>>(() => [.. _faults]);

    /// <summary>The open warnings it knows of by id, and the places on the watch list.</summary>
    public IReadOnlyDictionary<string, WatchedWarning> Open =>
        Read(() => new Dictionary<string, WatchedWarning>(_open, StringComparer.Ordinal));

    /// <summary>The trail of each borrower's changes.</summary>
    public IReadOnlyDictionary<string, ChangeTrail> Trails =>
        Read(() => new Dictionary<string, ChangeTrail>(_trails, StringComparer.Ordinal));

    /// <summary>True when it was told of everything up to a cursor.</summary>
    public bool HasReached(WarningCursor target) => Read(() => _at is not null && Follows(target, _at));

    /// <summary>Where a borrower's place on the watch list stands among the open warnings.</summary>
    public static string PlaceOf(string borrower) => $"{borrower}/watchlist";

    /// <summary>Forgets everything, before a call without a cursor.</summary>
    public void Restart()
    {
        lock (_lock)
        {
            if (_from is not null) Fault("starts over though it had a cursor");
            _open.Clear();
            _trails.Clear();
            _snapshotEntries = 0;
            (_from, _at, _cursor) = (null, null, "");
        }
    }

    /// <summary>Takes a message.</summary>
    public void Take(WatchWarningsResponse message)
    {
        lock (_lock)
        {
            if (message.SnapshotEntry is { } entry)
            {
                _snapshotEntries++;
                if (entry.Watchlist is not null) Take(entry.BorrowerId, entry.Watchlist, entry.Borrower);
                else Take(entry.Warning, entry.Borrower);
            }
            else if (message.SnapshotEnd is { } end)
            {
                if (end.Entries != _snapshotEntries) Fault($"got {_snapshotEntries} entries of {end.Entries}");
                MoveTo(end.Cursor, isChange: false, "the end of a snapshot");
            }
            else if (message.Change is { } change)
            {
                Take(change);
            }
            else
            {
                MoveTo(message.Checkpoint.Cursor, isChange: false, "a checkpoint");
            }
        }
    }

    /// <summary>Notes what it was told besides messages, and what must not be.</summary>
    public void Note(string fault)
    {
        lock (_lock) Fault(fault);
    }

    private void Take(Warning warning, BorrowerSituation borrower)
    {
        if (!plan.Wants(warning, warning.Level, borrower))
            Fault($"has {warning.Id} in its snapshot, which it does not want");
        _open[warning.Id] = new WatchedWarning(warning.Revision, warning.Level);
    }

    private void Take(string borrower, WatchlistEntry place, BorrowerSituation situation)
    {
        if (!plan.WantsWatch(borrower, situation.Labels))
            Fault($"has {borrower} on the watch list in its snapshot, which it does not want");
        _open[PlaceOf(borrower)] = new WatchedWarning(place.Revision, default);
    }

    private void Take(WarningChange change)
    {
        if (change.Watchlist is { } place) TakePlace(change, place);
        else TakeWarning(change, change.Warning);
        // A change between the pages of a snapshot and its end is part of the snapshot.
        if (change.Cursor.Length == 0) return;
        var isFirst = _from is null;
        MoveTo(change.Cursor, isChange: true, change.ChangeId);
        if (isFirst) return;
        _trails[change.BorrowerId] = _trails.GetValueOrDefault(change.BorrowerId).With(change.ChangeId);
        _changes++;
    }

    private void TakePlace(WarningChange change, WatchlistEntry place)
    {
        if (!plan.WantsWatch(change.BorrowerId, change.BorrowerBefore.Labels, change.BorrowerAfter.Labels))
            Fault($"was told {change.ChangeId}, which it does not want");
        var isIn = change.BorrowerAfter.OnWatchlist
            && plan.WantsWatch(change.BorrowerId, change.BorrowerAfter.Labels);
        if (isIn) _open[PlaceOf(change.BorrowerId)] = new WatchedWarning(place.Revision, default);
        else _open.Remove(PlaceOf(change.BorrowerId));
    }

    private void TakeWarning(WarningChange change, Warning warning)
    {
        var isIn = IsOpen(warning) && plan.Wants(warning, warning.Level, change.BorrowerAfter);
        if (!plan.Wants(warning, warning.Level, change.BorrowerAfter)
            && !plan.Wants(warning, change.LevelBefore, change.BorrowerBefore))
            Fault($"was told {change.ChangeId}, which it does not want");
        if (isIn) _open[warning.Id] = new WatchedWarning(warning.Revision, warning.Level);
        else _open.Remove(warning.Id);
    }

    // In each partition the places must only go forward, and a change must move one of them.
    private void MoveTo(string text, bool isChange, string what)
    {
        if (!WarningCursor.TryDecode(text, out var next))
        {
            Fault($"got {what} with a cursor that is none");
            return;
        }

        if (_at is not null && (!Follows(_at, next) || (isChange && Follows(next, _at))))
            Fault($"got {what} from before its cursor");
        _at = next;
        _from ??= next;
        _cursor = text;
    }

    private static bool Follows(WarningCursor before, WarningCursor after) => before.Places.Zip(after.Places).All(
        pair => Order(pair.First).CompareTo(Order(pair.Second)) <= 0);

    private static (long Sequence, int Taken) Order(CursorPlace place) =>
        (place.Position.Sequence, place.Taken == 0 ? int.MaxValue : place.Taken);

    private static bool IsOpen(Warning warning) =>
        warning.State is WarningState.Raised or WarningState.Acknowledged or WarningState.Treating
            or WarningState.Suppressed;

    private T Read<T>(Func<T> read)
    {
        lock (_lock) return read();
    }

    private void Fault(string fault)
    {
        if (_faults.Count < MostFaults) _faults.Add($"{plan.Name} {fault}");
    }
}

/// <summary>An open warning as a watcher knows it.</summary>
/// <param name="Revision">The warning's revision.</param>
/// <param name="Level">Its level; unspecified for a place on the watch list.</param>
internal readonly record struct WatchedWarning(long Revision, V1.WarningLevel Level);
