using Tocsin.Core.Storage;
using Tocsin.Journal.Files;
using Tocsin.Journal.Records;

namespace Tocsin.Journal.Writing;

/// <summary>
/// Anchors the head in the store when it has moved, and lets go of the oldest segments. An anchor that could not be
/// read when the journal was opened is compared before it is first written over.
/// </summary>
internal sealed class JournalKeeper : IAsyncDisposable
{
    // There may be many files, and nothing but a new one or the time lets one go.
    private static readonly TimeSpan _lookAgain = TimeSpan.FromMinutes(1);

    private readonly JournalOptions _options;
    private readonly string _folder;
    private readonly string _journal;
    private readonly SegmentSet _segments;
    private readonly JournalWriter _writer;
    private readonly IJournalStore? _store;
    private readonly TimeProvider _time;
    private readonly Func<JournalNote, CancellationToken, ValueTask> _note;
    private readonly SemaphoreSlim _one = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;
    private bool _isCompared;
    private JournalAnchor? _written;
    private int _lookedAt;
    private long _lookedSince;

    /// <summary>Starts.</summary>
    public JournalKeeper(
        JournalOptions options, string folder, string journal, SegmentSet segments, JournalWriter writer,
        IJournalStore? store, bool isCompared, TimeProvider time, Func<JournalNote, CancellationToken, ValueTask> note)
    {
        _options = options;
        _folder = folder;
        _journal = journal;
        _segments = segments;
        _writer = writer;
        _store = store;
        _isCompared = isCompared;
        _time = time;
        _note = note;
        _run = RunAsync();
    }

    /// <summary>What was anchored last; null when nothing was yet.</summary>
    public JournalAnchor? Anchored => Volatile.Read(ref _written);

    /// <summary>Anchors the head now, if it has moved, and looks at what retention has left.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task KeepAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            await CompareAsync(cancellation);
            var isDue = _segments.All.Count != _lookedAt || _time.GetElapsedTime(_lookedSince) >= _lookAgain;
            var gone = isDue ? Expired() : 0;
            await AnchorAsync(gone, cancellation);
            LetGo(gone);
            if (isDue) (_lookedAt, _lookedSince) = (_segments.All.Count, _time.GetTimestamp());
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Stops, and anchors the head a last time.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        await TryKeepAsync(CancellationToken.None);
        _one.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(_options.AnchorEvery, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token)) await TryKeepAsync(_stop.Token);
        }
        catch (OperationCanceledException)
        {
            // It was told to stop.
        }
    }

    private async Task TryKeepAsync(CancellationToken cancellation)
    {
        try
        {
            await KeepAsync(cancellation);
        }
        catch (Exception fault) when (
            fault is StoreUnavailableException or JournalUnavailableException or IOException
            or UnauthorizedAccessException)
        {
            // The age of the last anchor tells; the next turn tries again.
        }
    }

    private async Task CompareAsync(CancellationToken cancellation)
    {
        if (_isCompared || _store is null) return;
        var anchor = await _store.ReadAnchorAsync(_options.Instance, cancellation);
        var now = JournalTime.ToMicroseconds(_time.GetUtcNow());
        var differs = anchor is null
            ? null : JournalOpening.Compare(_folder, _journal, _writer.Head.Group, anchor, now);
        if (differs is not null) await _note(differs, cancellation);
        _isCompared = true;
    }

    private async Task AnchorAsync(int gone, CancellationToken cancellation)
    {
        if (_store is null) return;
        var head = _writer.Head;
        var segments = _segments.All;
        var oldest = segments[gone];
        if (_written is { } before && before.Group == head.Group && before.OldestGroup == oldest.FirstGroup) return;
        var previous = SegmentPath.ReadHeader(oldest.Path)?.Previous ?? new byte[GroupHeader.HashLength];
        var anchor = new JournalAnchor(
            _options.Instance, _journal, head.Group, head.Entries, head.Hash, oldest.FirstGroup,
            Convert.ToHexStringLower(previous), JournalTime.FromMicroseconds(
                JournalTime.ToMicroseconds(_time.GetUtcNow())));
        await _store.WriteAnchorAsync(anchor, cancellation);
        Volatile.Write(ref _written, anchor);
    }

    /// <summary>How many of the oldest segments are too old, or too much; the open one never is.</summary>
    private int Expired()
    {
        var segments = _segments.All;
        var kept = new long[segments.Count];
        for (var at = 0; at < kept.Length; at++) kept[at] = new FileInfo(segments[at].Path).Length;
        var total = kept.Sum();
        var oldest = JournalTime.ToMicroseconds(_time.GetUtcNow() - TimeSpan.FromDays(_options.RetainDays));
        var gone = 0;
        // Nothing in a segment is younger than the beginning of the next.
        while (gone < segments.Count - 1 && (total > _options.RetainBytes || IsBefore(segments[gone + 1], oldest)))
            total -= kept[gone++];
        return gone;
    }

    private void LetGo(int gone)
    {
        foreach (var segment in _segments.All.Take(gone))
        {
            File.Delete(segment.Path);
            File.Delete(SegmentPath.IndexOf(segment.Path));
        }

        _segments.RemoveFirst(gone);
    }

    private static bool IsBefore(KnownSegment next, long oldest) => next.CreatedAt > 0 && next.CreatedAt < oldest;
}
