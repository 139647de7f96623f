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

    /// <summary>The open warnings it knows of, by id.</summary>
    public IReadOnlyDictionary<string, WatchedWarning> Open =>
        Read(() => new Dictionary<string, WatchedWarning>(_open, StringComparer.Ordinal));

    /// <summary>The trail of each borrower's changes.</summary>
    public IReadOnlyDictionary<string, ChangeTrail> Trails =>
        Read(() => new Dictionary<string, ChangeTrail>(_trails, StringComparer.Ordinal));

    /// <summary>True when it was told of everything up to a cursor.</summary>
    public bool HasReached(WarningCursor target) => Read(() => _at is not null && Follows(target, _at));

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
                if (!plan.Wants(entry.Warning, entry.Warning.Level, entry.Borrower))
                    Fault($"has {entry.Warning.Id} in its snapshot, which it does not want");
                _snapshotEntries++;
                _open[entry.Warning.Id] = new WatchedWarning(entry.Warning.Revision, entry.Warning.Level);
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

    private void Take(WarningChange change)
    {
        var warning = change.Warning;
        var isIn = IsOpen(warning) && plan.Wants(warning, warning.Level, change.BorrowerAfter);
        if (!plan.Wants(warning, warning.Level, change.BorrowerAfter)
            && !plan.Wants(warning, change.LevelBefore, change.BorrowerBefore))
            Fault($"was told {change.ChangeId}, which it does not want");
        if (isIn) _open[warning.Id] = new WatchedWarning(warning.Revision, warning.Level);
        else _open.Remove(warning.Id);
        // A change between the pages of a snapshot and its end is part of the snapshot.
        if (change.Cursor.Length == 0) return;
        var isFirst = _from is null;
        MoveTo(change.Cursor, isChange: true, change.ChangeId);
        if (isFirst) return;
        _trails[warning.BorrowerId] = _trails.GetValueOrDefault(warning.BorrowerId).With(change.ChangeId);
        _changes++;
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
        warning.State is WarningState.Raised or WarningState.Acknowledged or WarningState.Treating;

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
/// <param name="Level">Its level.</param>
internal readonly record struct WatchedWarning(long Revision, V1.WarningLevel Level);
