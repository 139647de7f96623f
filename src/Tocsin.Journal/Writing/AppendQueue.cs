namespace Tocsin.Journal.Writing;

/// <summary>
/// Entries that wait for the writer, bounded in number and bytes. Many add, one thread takes. An entry that is larger
/// than the bound by itself is taken when nothing else waits.
/// </summary>
internal sealed class AppendQueue(int entries, long bytes)
{
    private readonly object _gate = new();
    private readonly Queue<PendingAppend> _waiting = new();
    private TaskCompletionSource _room = NewRoom();
    private long _bytes;
    private bool _isEnded;
    private bool _isWoken;

    /// <summary>How many entries wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _waiting.Count;
        }
    }

    /// <summary>Adds an entry if there is room now.</summary>
    /// <exception cref="JournalUnavailableException">The journal is closed.</exception>
    public bool TryAdd(PendingAppend entry) => TryAdd(entry, out _);

    /// <summary>Adds an entry when there is room.</summary>
    /// <exception cref="JournalUnavailableException">The journal is closed.</exception>
    public async ValueTask AddAsync(PendingAppend entry, CancellationToken cancellation)
    {
        while (!TryAdd(entry, out var room)) await room.WaitAsync(cancellation);
    }

    /// <summary>
    /// Waits for entries and takes what there is, up to a group, layouts counted with them; nothing when it was woken.
    /// False when the queue has ended.
    /// </summary>
    public bool Take(List<PendingAppend> group, int mostEntries, int mostBytes)
    {
        group.Clear();
        TaskCompletionSource room;
        bool isOver;
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_isEnded && !_isWoken) Monitor.Wait(_gate);
            _isWoken = false;
            isOver = _isEnded && _waiting.Count == 0;
            var size = 0;
            var layouts = new HashSet<ulong>();
            while (group.Count < mostEntries && _waiting.TryPeek(out var next))
            {
                // Whether the file has a layout already is not known here: it counts as if it had not.
                size += next.Bytes.Length;
                if (next.Layout is { } layout && layouts.Add(layout.Id)) size += layout.Bytes.Length;
                if (group.Count > 0 && size > mostBytes) break;
                group.Add(_waiting.Dequeue());
                _bytes -= next.Bytes.Length;
            }

            room = _room;
            _room = NewRoom();
        }

        room.TrySetResult();
        return !isOver;
    }

    /// <summary>Lets whoever takes go on though nothing waits.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _isWoken = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Takes no more entries; those that wait are still taken out.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isEnded = true;
            _room.TrySetResult();
            Monitor.PulseAll(_gate);
        }
    }

    private bool TryAdd(PendingAppend entry, out Task room)
    {
        lock (_gate)
        {
            if (_isEnded) throw new JournalUnavailableException(JournalFault.Closed, "The journal is closed.");
            room = _room.Task;
            var isFull = _waiting.Count >= entries || _bytes + entry.Bytes.Length > bytes;
            if (isFull && _waiting.Count > 0) return false;
            _waiting.Enqueue(entry);
            _bytes += entry.Bytes.Length;
            // The one reader only waits while there is nothing.
            if (_waiting.Count == 1) Monitor.Pulse(_gate);
            return true;
        }
    }

    private static TaskCompletionSource NewRoom() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
