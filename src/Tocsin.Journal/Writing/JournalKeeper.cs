using System.Runtime.ExceptionServices;
using Tocsin.Core.Storage;
using Tocsin.Journal.Files;
using Tocsin.Journal.Records;

namespace Tocsin.Journal.Writing;

/// <summary>
/// Anchors the head in the store when it has moved, closes a segment that is past its age, and lets go of the oldest
/// segments. An anchor that could not be
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
    private readonly HashSet<string> _missing = [];
    private bool _isCompared;
    private bool _isToldBehind;
    private int _overdue;
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

    /// <summary>
    /// How many of the oldest segments are past what is retained and stay all the same, since the store does not note
    /// which one is the oldest then.
    /// </summary>
    public int Overdue => Volatile.Read(ref _overdue);

    /// <summary>
    /// Anchors the head now, if it has moved, and then looks at what retention has left. Where one of the two fails the
    /// other is done all the same.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    /// <exception cref="JournalUnavailableException">A note could not be written.</exception>
    /// <exception cref="IOException">A file could not be removed.</exception>
    public async Task KeepAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            var first = await TryAsync(() => AnchorHeadAsync(cancellation));
            var second = await TryAsync(() => RetainAsync(cancellation));
            (first ?? second)?.Throw();
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
        catch (Exception fault) when (IsExpected(fault))
        {
            // The age of the last anchor and what is overdue tell; the next turn tries again.
        }
    }

    private static async Task<ExceptionDispatchInfo?> TryAsync(Func<Task> step)
    {
        try
        {
            await step();
            return null;
        }
        catch (Exception fault) when (IsExpected(fault))
        {
            return ExceptionDispatchInfo.Capture(fault);
        }
    }

    private static bool IsExpected(Exception fault) => fault is StoreUnavailableException
        or JournalUnavailableException or IOException or UnauthorizedAccessException;

    private async Task AnchorHeadAsync(CancellationToken cancellation)
    {
        await CompareAsync(cancellation);
        if (await AnchorAsync(0, cancellation) || _isToldBehind) return;
        // The store knows a later group of this journal than the files have, so they are not what was written.
        _isToldBehind = true;
        _isCompared = false;
        await CompareAsync(cancellation);
    }

    private async Task RetainAsync(CancellationToken cancellation)
    {
        await _writer.RollAsync();
        var count = _segments.All.Count;
        if (count == _lookedAt && _time.GetElapsedTime(_lookedSince) < _lookAgain) return;
        var gone = await ExpiredAsync(cancellation);
        Volatile.Write(ref _overdue, gone);
        // The store knows which one is the oldest before another goes, so that nobody can take one unseen.
        if (gone > 0 && !await AnchorAsync(gone, cancellation)) return;
        for (var left = gone; left > 0; left--) LetGoOfFirst();
        (_lookedAt, _lookedSince) = (_segments.All.Count, _time.GetTimestamp());
    }

    private async Task CompareAsync(CancellationToken cancellation)
    {
        if (_isCompared || _store is null) return;
        var anchor = await _store.ReadAnchorAsync(_options.Instance, cancellation);
        var now = JournalTime.ToMicroseconds(_time.GetUtcNow());
        var differs = anchor is null
            ? null : JournalOpening.Compare(_folder, _journal, _writer.Head.Group, anchor, now);
        if (differs is not null)
        {
            await _note(differs, cancellation);
            _isToldBehind = true;
        }

        _isCompared = true;
    }

    /// <summary>
    /// Notes the head, and the segment that will be the oldest when some are gone; false when the store knows a later
    /// head.
    /// </summary>
    private async Task<bool> AnchorAsync(int gone, CancellationToken cancellation)
    {
        if (_store is null) return true;
        var head = _writer.Head;
        var oldest = _segments.All[gone];
        var before = _written;
        if (before is not null && before.Group == head.Group && before.OldestGroup == oldest.FirstGroup) return true;
        var anchor = new JournalAnchor(
            _options.Instance, _journal, head.Group, head.Entries, head.Hash, oldest.FirstGroup,
            PreviousOf(oldest, before), JournalTime.FromMicroseconds(JournalTime.ToMicroseconds(_time.GetUtcNow())));
        if (!await _store.WriteAnchorAsync(anchor, cancellation)) return false;
        Volatile.Write(ref _written, anchor);
        return true;
    }

    // Of a file that is gone the store knows it already.
    private static string PreviousOf(KnownSegment oldest, JournalAnchor? before)
    {
        if (SegmentPath.ReadHeader(oldest.Path) is { } header) return Convert.ToHexStringLower(header.Previous);
        return before?.OldestGroup == oldest.FirstGroup
            ? before.OldestPrevious : Convert.ToHexStringLower(new byte[GroupHeader.HashLength]);
    }

    /// <summary>How many of the oldest segments are too old, or too much; the open one never is.</summary>
    private async Task<int> ExpiredAsync(CancellationToken cancellation)
    {
        var segments = _segments.All;
        var kept = new long[segments.Count];
        for (var at = 0; at < kept.Length; at++)
        {
            var file = new FileInfo(segments[at].Path);
            kept[at] = file.Exists ? file.Length : 0;
            if (!file.Exists) await NoteMissingAsync(file.Name, cancellation);
        }

        var total = kept.Sum();
        var oldest = JournalTime.ToMicroseconds(_time.GetUtcNow() - TimeSpan.FromDays(_options.RetainDays));
        var gone = 0;
        // Nothing in a segment is younger than the beginning of the next.
        while (gone < segments.Count - 1 && (total > _options.RetainBytes || IsBefore(segments[gone + 1], oldest)))
            total -= kept[gone++];
        return gone;
    }

    private async Task NoteMissingAsync(string segment, CancellationToken cancellation)
    {
        if (!_missing.Add(segment)) return;
        await _note(
            new JournalNote
            {
                Kind = NoteKind.DamageFound,
                NotedAt = JournalTime.ToMicroseconds(_time.GetUtcNow()),
                Segment = segment,
                Text = "A segment's file is gone, and retention has not taken it.",
            },
            cancellation);
    }

    private void LetGoOfFirst()
    {
        var path = _segments.All[0].Path;
        File.Delete(path);
        File.Delete(SegmentPath.IndexOf(path));
        _segments.RemoveFirst();
        Volatile.Write(ref _overdue, _overdue - 1);
    }

    private static bool IsBefore(KnownSegment next, long oldest) => next.CreatedAt > 0 && next.CreatedAt < oldest;
}
