using Google.Protobuf;
using Tocsin.Journal.Files;
using Tocsin.Journal.Records;

namespace Tocsin.Journal.Writing;

/// <summary>
/// The one writer of a journal, on a thread of its own: it takes the entries that have gathered, writes them as one
/// group with one call, and answers when they are where the mode wants them.
/// </summary>
internal sealed class JournalWriter : IAsyncDisposable
{
    private readonly JournalOptions _options;
    private readonly string _folder;
    private readonly string _journal;
    private readonly SegmentSet _segments;
    private readonly JournalTally _tally;
    private readonly TimeProvider _time;
    private readonly SegmentWrite _write;
    private readonly AppendQueue _queue;
    private readonly GroupBuffer _buffer = new();
    private readonly HashSet<ulong> _newLayouts = [];
    private readonly List<JournalNote> _notes;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile SegmentFile _file;
    private TaskCompletionSource? _rolling;
    private long _next;
    private byte[] _previous;
    private long _toldLost;
    private long _tellingLost;
    private volatile JournalHead _head;
    private volatile JournalUnavailableException? _fault;
    private Task _closing = Task.CompletedTask;

    /// <summary>Starts the thread, which first writes what was found when the journal was opened.</summary>
    public JournalWriter(
        JournalOptions options, string folder, OpenedJournal opened, SegmentSet segments, JournalTally tally,
        TimeProvider time, SegmentWrite write)
    {
        _options = options;
        _folder = folder;
        _journal = opened.Journal;
        _segments = segments;
        _tally = tally;
        _time = time;
        _write = write;
        _queue = new AppendQueue(options.QueueLength, options.QueueBytes);
        _notes = [.. opened.Notes];
        _file = opened.File;
        _next = opened.Next;
        _previous = opened.Previous;
        _head = opened.Head;
        new Thread(Run) { Name = "tocsin-journal-writer", IsBackground = true }.Start();
    }

    /// <summary>The last group that is in the file.</summary>
    public JournalHead Head => _head;

    /// <summary>How many entries wait.</summary>
    public int Waiting => _queue.Count;

    /// <summary>What kept the last group from being written; null since one was.</summary>
    public JournalUnavailableException? Fault => _fault;

    private bool IsPastAge
    {
        get
        {
            var file = _file;
            var since = JournalTime.FromMicroseconds(file.Header.CreatedAt);
            return !file.IsEmpty && _time.GetUtcNow() - since >= _options.SegmentAge;
        }
    }

    /// <summary>Adds an entry; ends when it is where the mode wants it.</summary>
    /// <exception cref="JournalUnavailableException">It could not be brought there.</exception>
    public async ValueTask AppendAsync(PendingAppend entry, CancellationToken cancellation)
    {
        if (entry.IsAwaited)
        {
            await _queue.AddAsync(entry, cancellation);
            // Once it waits it is written, whether or not its caller still wants to know.
            await entry.Written.WaitAsync(cancellation);
        }
        else if (!TryAdd(entry))
        {
            _tally.Missed(isAwaited: false);
        }
    }

    /// <summary>
    /// Closes a segment that is past its age and begins another, though nothing is added; ends when that is done or
    /// could not be.
    /// </summary>
    public Task RollAsync()
    {
        if (!IsPastAge) return Task.CompletedTask;
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        asked = Interlocked.CompareExchange(ref _rolling, asked, null) ?? asked;
        _queue.Wake();
        return Task.WhenAny(asked.Task, _ended.Task);
    }

    /// <summary>Takes no more entries, writes those that wait, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.End();
        await _ended.Task;
        await _closing;
    }

    private void Run()
    {
        var group = new List<PendingAppend>();
        if (_notes.Count > 0) Write(group);
        while (_queue.Take(group, _options.GroupEntries, _options.GroupBytes))
        {
            if (group.Count > 0) Write(group);
            Roll();
        }

        Close();
        _ended.SetResult();
    }

    private bool TryAdd(PendingAppend entry)
    {
        try
        {
            return _queue.TryAdd(entry);
        }
        catch (JournalUnavailableException)
        {
            // It was closed meanwhile, and nobody waits: what comes now is lost as what finds no room is.
            return false;
        }
    }

    private void Roll()
    {
        if (Interlocked.Exchange(ref _rolling, null) is not { } asked) return;
        try
        {
            if (IsPastAge) BeginSegment();
        }
        catch (Exception fault)
        {
            // The next look tries again.
            _fault = JournalFaults.Of(fault);
        }

        asked.SetResult();
    }

    private void Write(List<PendingAppend> group)
    {
        try
        {
            var isFull = _file.End + SizeOf(group) > _options.SegmentBytes;
            if (!_file.IsEmpty && (isFull || IsPastAge)) BeginSegment();
            Fill(group);
            var at = JournalTime.ToMicroseconds(_time.GetUtcNow());
            var bytes = _buffer.Close(_next, _head.Entries, _previous, at).Span;
            var offset = _file.End;
            _file.Append(bytes, _options.Mode == JournalMode.Synced);
            Note(group, bytes, offset);
        }
        catch (Exception fault)
        {
            // Whatever it is, whoever waits is told, and the next group tries again.
            Fail(group, JournalFaults.Of(fault));
            return;
        }

        foreach (var entry in group) entry.Succeed();
    }

    private static long SizeOf(List<PendingAppend> group) => GroupHeader.Length + GroupHeader.HashLength
        + group.Sum(entry => (long)entry.Bytes.Length)
        + group.Select(entry => entry.Layout).Distinct().Sum(layout => (long)(layout?.Bytes.Length ?? 0));

    private void Fill(List<PendingAppend> group)
    {
        _buffer.Clear();
        _newLayouts.Clear();
        foreach (var note in _notes) _buffer.Add(new JournalEntry { Note = note }.ToByteArray());
        if (_tally.Lost is var lost && lost > _toldLost) _buffer.Add(LostNote(lost - _toldLost).ToByteArray());
        foreach (var entry in group)
        {
            if (entry.Layout is { } layout && _file.Index.FindLayout(layout.Id) is null && _newLayouts.Add(layout.Id))
                _buffer.Add(layout.Bytes);
            _buffer.Add(entry.Bytes);
        }

        _tellingLost = lost;
    }

    private void Note(List<PendingAppend> group, ReadOnlySpan<byte> bytes, long offset)
    {
        foreach (var entry in group) _file.Index.Add(entry.Key, offset);
        foreach (var layout in _newLayouts) _file.Index.Add(new(EntryKind.Layout, default, layout), offset);
        _notes.Clear();
        _toldLost = _tellingLost;
        _previous = bytes[^GroupHeader.HashLength..].ToArray();
        _head = new JournalHead(_next, _head.Entries + _buffer.Entries, Convert.ToHexStringLower(_previous));
        _next++;
        _fault = null;
        _tally.Wrote(_buffer.Entries, bytes.Length);
    }

    private void Fail(List<PendingAppend> group, JournalUnavailableException fault)
    {
        _fault = fault;
        foreach (var entry in group)
        {
            _tally.Missed(entry.IsAwaited);
            entry.Fail(fault);
        }
    }

    private void BeginSegment()
    {
        // Nothing but whole groups may stand in a file that another follows.
        _file.CutBack();
        var previous = Convert.FromHexString(_head.Hash);
        var header = new SegmentHeader(
            _journal, _options.Instance, _next, _head.Entries, JournalTime.ToMicroseconds(_time.GetUtcNow()), previous);
        var next = SegmentFile.Create(_folder, header, _write, _options.Mode == JournalMode.Synced);
        Close();
        _file = next;
        _previous = header.Hash();
        _segments.Add(next.Known);
    }

    // A segment that is full goes to the disk, and its index beside it, while the next one is written already.
    private void Close()
    {
        var full = _file;
        _closing = Task.WhenAll(_closing, Task.Run(() =>
        {
            using (full)
            {
                try
                {
                    full.Flush();
                    full.Known.Close();
                }
                catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
                {
                    _fault = JournalFaults.Of(fault);
                }
            }
        }));
    }

    private JournalEntry LostNote(long lost) => new()
    {
        Note = new JournalNote
        {
            Kind = NoteKind.EntriesLost,
            NotedAt = JournalTime.ToMicroseconds(_time.GetUtcNow()),
            Entries = lost,
            Text = "Entries in mode background were lost.",
        },
    };
}
