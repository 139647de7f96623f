using Google.Protobuf;
using Tocsin.Core.Storage;
using Tocsin.Journal.Files;
using Tocsin.Journal.Records;

namespace Tocsin.Journal.Writing;

/// <summary>Finds out how far a folder's journal has come, and where to go on.</summary>
/// <remarks>
/// Of the last segment only what an end of the process, or of the power, leaves of the last group is cut off, and noted
/// with how many bytes it was. Where anything else is wrong the file stays as it is, evidence that it is, and a new one
/// is begun: it names the last hash that could be read, begins after every number that was given, and says why in its
/// first entry. The same where the store's anchor knows groups that the files do not have.
/// </remarks>
internal sealed class JournalOpening
{
    private readonly JournalOptions _options;
    private readonly string _folder;
    private readonly JournalAnchor? _anchor;
    private readonly long _now;
    private readonly SegmentWrite _write;
    private readonly List<JournalNote> _notes = [];

    private JournalOpening(
        JournalOptions options, string folder, JournalAnchor? anchor, DateTimeOffset now, SegmentWrite write)
    {
        _options = options;
        _folder = folder;
        _anchor = anchor;
        _now = JournalTime.ToMicroseconds(now);
        _write = write;
    }

    /// <summary>Opens the journal of a folder that this process holds.</summary>
    /// <param name="options">Checked options.</param>
    /// <param name="folder">The instance's folder.</param>
    /// <param name="anchor">What the store knows; null when it knows nothing, or does not answer.</param>
    /// <param name="now">The clock.</param>
    /// <param name="write">How files are written.</param>
    public static OpenedJournal Open(
        JournalOptions options, string folder, JournalAnchor? anchor, DateTimeOffset now, SegmentWrite write) =>
        new JournalOpening(options, folder, anchor, now, write).Open();

    /// <summary>
    /// What differs between an anchor and the files up to now; null when nothing does. For one that could not be read
    /// when the journal was opened.
    /// </summary>
    public static JournalNote? Compare(string folder, string journal, long last, JournalAnchor anchor, long now)
    {
        if (anchor.Group == 0) return null;
        if (anchor.Journal != journal)
            return Note(NoteKind.JournalReplaced, now, anchor, $"The store knows the journal {anchor.Journal}.");
        var known = anchor.Group > last ? null : GroupSearch.HashOf(folder, anchor.Group);
        if (known is not null && Convert.ToHexStringLower(known) == anchor.Hash) return null;
        return Note(NoteKind.AnchorDiffers, now, anchor, known is null
            ? $"The store knows group {anchor.Group}, and the files do not have it."
            : $"Group {anchor.Group} is another one than the store knows.");
    }

    private OpenedJournal Open()
    {
        var paths = SegmentPath.List(_folder).ToList();
        while (paths.Count > 0 && IsBarelyBegun(paths[^1])) DropLast(paths);
        if (paths.Count == 0) return Begin();
        var path = paths[^1];
        var tail = SegmentTail.Read(path);
        var journal = tail.Header?.Journal ?? JournalOf(paths) ?? _anchor?.Journal ?? NewJournal();
        if (tail.IsDamaged) NoteDamage(path);
        else if (tail.TornBytes > 0) NoteTorn(path, tail.TornBytes);
        var last = tail.LastGroup;
        if (_anchor is not null && Compare(_folder, journal, last, _anchor, _now) is { } differs)
        {
            _notes.Add(differs);
            if (_anchor.Journal == journal) last = Math.Max(last, _anchor.Group);
        }

        var isWhole = !tail.IsDamaged && last == tail.LastGroup;
        var file = isWhole ? SegmentFile.Continue(path, tail, _write)
            : Create(journal, Math.Max(last, SegmentPath.FirstGroupOf(path)) + 1, tail.Entries, tail.LastHash);
        return Opened(journal, isWhole ? paths[..^1] : paths, file, tail);
    }

    private OpenedJournal Begin()
    {
        if (_anchor is { Group: > 0 })
        {
            _notes.Add(Note(NoteKind.JournalReplaced, _now, _anchor,
                $"The folder is empty; the store knows the journal {_anchor.Journal} up to group {_anchor.Group}."));
        }

        var journal = NewJournal();
        return Opened(journal, [], Create(journal, 1, 0, new byte[GroupHeader.HashLength]), null);
    }

    private OpenedJournal Opened(string journal, IReadOnlyList<string> closed, SegmentFile file, SegmentTail? tail) =>
        new(journal, [.. closed.Select(path => new KnownSegment(path, CreatedAt(path), null))], file, _notes)
        {
            Next = file.IsEmpty ? file.Header.FirstGroup : tail!.LastGroup + 1,
            Previous = file.IsEmpty ? file.Header.Hash() : tail!.Previous,
            Head = tail is null || tail.LastGroup == 0 ? JournalHead.None
                : new JournalHead(tail.LastGroup, tail.Entries, Convert.ToHexStringLower(tail.LastHash)),
        };

    private SegmentFile Create(string journal, long first, long entries, byte[] previous) => SegmentFile.Create(
        _folder, new SegmentHeader(journal, _options.Instance, first, entries, _now, previous), _write,
        _options.Mode == JournalMode.Synced);

    // A file without a whole head has no group in it: the process or the power ended as it was begun.
    private static bool IsBarelyBegun(string path)
    {
        using var file = FileWindow.Open(path);
        return file.Length < SegmentHeader.Length
            || (file.Length == SegmentHeader.Length
                && !file.Slice(0, SegmentHeader.Length).Span.ContainsAnyExcept((byte)0));
    }

    private void DropLast(List<string> paths)
    {
        NoteTorn(paths[^1], new FileInfo(paths[^1]).Length);
        File.Delete(paths[^1]);
        paths.RemoveAt(paths.Count - 1);
    }

    private static string? JournalOf(IEnumerable<string> paths) => paths.Reverse()
        .Select(SegmentPath.ReadHeader).FirstOrDefault(header => header is not null)?.Journal;

    private static long CreatedAt(string path) => SegmentPath.ReadHeader(path)?.CreatedAt ?? 0;

    private static string NewJournal() => Guid.NewGuid().ToString("N");

    private void NoteTorn(string path, long bytes) => _notes.Add(new JournalNote
    {
        Kind = NoteKind.TornGroupTrimmed,
        NotedAt = _now,
        Segment = Path.GetFileName(path),
        Bytes = bytes,
        Text = "The last group was not whole and is trimmed.",
    });

    private void NoteDamage(string path) => _notes.Add(new JournalNote
    {
        Kind = NoteKind.DamageFound,
        NotedAt = _now,
        Segment = Path.GetFileName(path),
        Text = "The last segment does not read to its end; it stays as it is and this one goes on.",
    });

    private static JournalNote Note(NoteKind kind, long now, JournalAnchor anchor, string text) => new()
    {
        Kind = kind,
        NotedAt = now,
        Group = anchor.Group,
        Hash = ByteString.CopyFrom(Convert.FromHexString(anchor.Hash)),
        Text = text,
    };
}

/// <summary>A journal that can be gone on with.</summary>
/// <param name="Journal">Which journal: 32 hexadecimal characters.</param>
/// <param name="Closed">The segments that are not written any more, oldest first.</param>
/// <param name="File">The segment that is written.</param>
/// <param name="Notes">What was found; to be written first.</param>
internal sealed record OpenedJournal(
    string Journal, IReadOnlyList<KnownSegment> Closed, SegmentFile File, IReadOnlyList<JournalNote> Notes)
{
    /// <summary>The number of the next group.</summary>
    public required long Next { get; init; }

    /// <summary>What it names as the hash before it.</summary>
    public required byte[] Previous { get; init; }

    /// <summary>The last group that there is.</summary>
    public required JournalHead Head { get; init; }
}
