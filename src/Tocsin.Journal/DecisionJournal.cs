using Google.Protobuf;
using Tocsin.Core.Features;
using Tocsin.Core.Storage;
using Tocsin.Journal.Files;
using Tocsin.Journal.Reading;
using Tocsin.Journal.Recording;
using Tocsin.Journal.Records;
using Tocsin.Journal.Sealing;
using Tocsin.Journal.Writing;

namespace Tocsin.Journal;

/// <summary>The journal of one instance's decisions: files in a folder, chained group by group. Thread-safe.</summary>
/// <remarks>
/// Each group names the hash of the group before it, through the heads of the segments, and the head of the chain is
/// anchored in the store each second when it has moved. So a byte that is flipped, an entry or a group that is removed
/// and two that are swapped break the chain, and a tail that is cut, or a chain that is made anew, differs from the
/// anchor. What was written in the second before the process ended is not anchored yet: cutting exactly that is not
/// found. Whoever may write to the store as well as to the files can hide what they do.
/// </remarks>
public sealed class DecisionJournal : IAsyncDisposable
{
    private readonly JournalOptions _options;
    private readonly FolderLock _held;
    private readonly SegmentSet _segments = new();
    private readonly JournalTally _tally = new();
    private readonly JournalWriter _writer;
    private readonly JournalKeeper _keeper;
    private readonly TimeProvider _time;
    private readonly List<string> _damage = [];
    private int _isDisposed;

    private DecisionJournal(
        JournalOptions options, FolderLock held, OpenedJournal opened, IJournalStore? store, bool isCompared,
        TimeProvider time, SegmentWrite write)
    {
        _options = options;
        _held = held;
        _time = time;
        Journal = opened.Journal;
        Folder = FolderOf(options);
        foreach (var segment in opened.Closed) _segments.Add(segment);
        _segments.Add(opened.File.Known);
        foreach (var note in opened.Notes) NoteDamage(note);
        _writer = new JournalWriter(options, Folder, opened, _segments, _tally, time, write);
        Keys = new BorrowerKeys(options, store, time);
        Recorder = new DecisionRecorder(Keys, time, _tally.Withhold);
        _keeper = new JournalKeeper(
            options, Folder, Journal, _segments, _writer, store, isCompared, time, AppendAsync);
    }

    /// <summary>Which journal it is: 32 hexadecimal characters drawn when its folder was first used.</summary>
    public string Journal { get; }

    /// <summary>The instance's folder.</summary>
    public string Folder { get; }

    /// <summary>The mark that ids of this instance's decisions carry, see <see cref="DecisionId.MarkOf"/>.</summary>
    public int InstanceMark => DecisionId.MarkOf(_options.Instance);

    /// <summary>Makes records of decisions.</summary>
    public DecisionRecorder Recorder { get; }

    /// <summary>The borrowers' keys.</summary>
    public BorrowerKeys Keys { get; }

    /// <summary>What it has done since it was opened.</summary>
    public JournalFigures Figures
    {
        get
        {
            var anchored = _keeper.Anchored;
            lock (_damage)
            {
                return new JournalFigures
                {
                    Appended = _tally.Appended,
                    Groups = _tally.Groups,
                    Bytes = _tally.Bytes,
                    Failed = _tally.Failed,
                    Lost = _tally.Lost,
                    Withheld = _tally.Withheld,
                    Waiting = _writer.Waiting,
                    Head = _writer.Head,
                    AnchorAge = anchored is null ? null : _time.GetUtcNow() - anchored.At,
                    AnchoredGroup = anchored?.Group ?? 0,
                    Overdue = _keeper.Overdue,
                    Fault = _writer.Fault?.Fault,
                    Damage = [.. _damage],
                };
            }
        }
    }

    /// <summary>The folder of an instance's journal.</summary>
    public static string FolderOf(JournalOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Path.Combine(Path.GetFullPath(options.Folder), options.Instance);
    }

    /// <summary>
    /// Opens the journal of an instance, or begins one: reads its last segment to the end, cuts off a group that was
    /// torn and compares with the store's anchor. A store that does not answer now is asked again while the journal is
    /// open.
    /// </summary>
    /// <param name="options">Copied; later changes have no effect.</param>
    /// <param name="store">Where keys and anchors are kept; null for none: then personal values are left out.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends the wait for the store.</param>
    /// <exception cref="ArgumentException">An option is out of its bounds; the message names it.</exception>
    /// <exception cref="JournalUnavailableException">The folder cannot be used, or another process has it.</exception>
    public static ValueTask<DecisionJournal> OpenAsync(
        JournalOptions options, IJournalStore? store, TimeProvider time, CancellationToken cancellation) =>
        OpenAsync(options, store, time, RandomAccess.Write, cancellation);

    /// <summary>The same with another way of writing, for a disk that fails.</summary>
    internal static async ValueTask<DecisionJournal> OpenAsync(
        JournalOptions options, IJournalStore? store, TimeProvider time, SegmentWrite write,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        var fixedOptions = options.Checked();
        var folder = FolderOf(fixedOptions);
        var held = Take(folder);
        try
        {
            var (anchor, isCompared) = await ReadAnchorAsync(fixedOptions, store, cancellation);
            var opened = JournalOpening.Open(fixedOptions, folder, anchor, time.GetUtcNow(), write);
            return new DecisionJournal(fixedOptions, held, opened, store, isCompared, time, write);
        }
        catch (Exception fault)
        {
            held.Dispose();
            if (fault is IOException or UnauthorizedAccessException) throw JournalFaults.Of(fault);
            throw;
        }
    }

    /// <summary>
    /// Journals a decision; ends when it is where the mode wants it. In mode background it ends at once.
    /// </summary>
    /// <exception cref="JournalUnavailableException">
    /// It could not be journaled, and so must not be answered; never in mode background, which counts it as lost.
    /// </exception>
    public ValueTask AppendAsync(RecordedDecision decision, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(decision);
        var entry = new JournalEntry { Decision = decision.Record };
        return AppendAsync(entry, decision.Layout, _options.Mode != JournalMode.Background, cancellation);
    }

    /// <summary>
    /// Journals what became of a decision, its reason sealed under the borrower's key; it waits until that is in the
    /// file, in mode background too.
    /// </summary>
    /// <exception cref="JournalUnavailableException">It could not be journaled.</exception>
    /// <exception cref="StoreUnavailableException">The store does not give the borrower's key.</exception>
    public async ValueTask AppendAsync(
        DecisionOutcomeRecord outcome, BorrowerId borrower, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        if (outcome.DecisionId.Length != DecisionId.Length)
            throw new ArgumentException("The id of a decision has 16 bytes.", nameof(outcome));
        var record = await Recorder.SealAsync(outcome, borrower, cancellation);
        await AppendAsync(new JournalEntry { Outcome = record }, null, true, cancellation);
    }

    /// <summary>The decision of an id, and what became of it; null where this journal does not have it.</summary>
    /// <exception cref="JournalUnavailableException">The files cannot be read.</exception>
    public ValueTask<JournaledDecision?> FindAsync(DecisionId decision, CancellationToken cancellation) =>
        // An index that was lost is built anew, which reads a whole segment: not on the caller's thread.
        new(Task.Run(() => Find(decision), cancellation));

    /// <summary>The same on the caller's thread.</summary>
    internal JournaledDecision? Find(DecisionId decision) => Search(search => search.Find(decision));

    /// <summary>
    /// What became of a decision that stands in a segment, by the segment's name as <see cref="JournalItem"/> has it,
    /// in the order in which that was journaled.
    /// </summary>
    /// <exception cref="JournalUnavailableException">The files cannot be read.</exception>
    public IReadOnlyList<DecisionOutcomeRecord> OutcomesOf(DecisionId decision, string segment) =>
        Search(search => search.Outcomes(segment, decision));

    /// <summary>Everything that was journaled in a range, see <see cref="JournalReader.Read"/>.</summary>
    public IEnumerable<JournalItem> Read(JournalRange range) => new JournalReader(Folder).Read(range);

    /// <summary>Anchors the head now instead of within the second.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal Task KeepAsync(CancellationToken cancellation) => _keeper.KeepAsync(cancellation);

    /// <summary>
    /// Writes what waits, anchors the head, closes the files and frees the folder. May be called again.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1) return;
        await _writer.DisposeAsync();
        await _keeper.DisposeAsync();
        _held.Dispose();
    }

    private async ValueTask AppendAsync(JournalNote note, CancellationToken cancellation)
    {
        NoteDamage(note);
        await AppendAsync(new JournalEntry { Note = note }, null, true, cancellation);
    }

    private ValueTask AppendAsync(
        JournalEntry entry, LayoutEntry? layout, bool waits, CancellationToken cancellation)
    {
        var bytes = entry.ToByteArray();
        if (bytes.Length > _options.EntryBytes)
        {
            _tally.Missed(waits);
            return waits ? throw new JournalUnavailableException(JournalFault.EntryTooLarge,
                $"A record has {bytes.Length} bytes and {nameof(_options.EntryBytes)} is {_options.EntryBytes}.")
                : ValueTask.CompletedTask;
        }

        return _writer.AppendAsync(
            new PendingAppend(EntryReader.KeyOf(bytes), bytes, layout, waits), cancellation);
    }

    private T Search<T>(Func<DecisionSearch, T> search)
    {
        try
        {
            return search(new DecisionSearch(_segments.All));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new JournalUnavailableException(
                JournalFault.WriteFailed, "The journal's files could not be read.", fault);
        }
    }

    private void NoteDamage(JournalNote note)
    {
        if (note.Kind is NoteKind.TornGroupTrimmed or NoteKind.EntriesLost) return;
        lock (_damage) _damage.Add(note.Text);
    }

    private static FolderLock Take(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return FolderLock.Take(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw JournalFaults.Of(fault);
        }
    }

    private static async ValueTask<(JournalAnchor? Anchor, bool IsCompared)> ReadAnchorAsync(
        JournalOptions options, IJournalStore? store, CancellationToken cancellation)
    {
        if (store is null) return (null, true);
        try
        {
            return (await store.ReadAnchorAsync(options.Instance, cancellation), true);
        }
        catch (StoreUnavailableException)
        {
            return (null, false);
        }
    }
}
