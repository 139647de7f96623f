using Tocsin.Core.Storage;
using Tocsin.Journal.Files;
using Tocsin.Journal.Records;

namespace Tocsin.Journal.Verifying;

/// <summary>Reads every byte of a journal and says what is not as it was written.</summary>
/// <remarks>
/// Without the store's anchor a tail that was cut whole groups long, a beginning that was removed and a chain that was
/// made anew to the end cannot be told from a journal that is sound. With it, only what came after the anchor can be
/// cut unseen: at most about the last second before the process ended.
/// </remarks>
public sealed class JournalVerifier
{
    /// <summary>The most findings.</summary>
    public const int MaximumFindings = 1_000;

    private readonly List<JournalFinding> _findings = [];
    private readonly MissingGroups _missing = new();
    private readonly JournalAnchor? _anchor;
    private string _journal = "";
    private string _segment = "";
    private bool _isTruncated;
    private bool _isAnchorSeen;
    private long _expected;
    private byte[]? _previous;
    private long _groups;
    private long _entries;
    private long _decisions;
    private JournalHead _head = JournalHead.None;

    private JournalVerifier(JournalAnchor? anchor) => _anchor = anchor;

    /// <summary>Verifies the journal in an instance's folder; it may be written meanwhile.</summary>
    /// <param name="folder">The instance's folder.</param>
    /// <param name="anchor">
    /// What the store knew before the first file was read; null to verify the files by themselves. Where its oldest
    /// group moved meanwhile retention took files, and may have been taken for damage: verify again then.
    /// </param>
    /// <param name="cancellation">Ends it between two groups.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static JournalVerification Verify(
        string folder, JournalAnchor? anchor, CancellationToken cancellation = default) =>
        Verify(SegmentPath.List(folder), anchor, cancellation);

    /// <summary>The same of files that were listed.</summary>
    internal static JournalVerification Verify(
        IReadOnlyList<string> segments, JournalAnchor? anchor, CancellationToken cancellation)
    {
        var verifier = new JournalVerifier(anchor);
        foreach (var path in segments) verifier.Read(path, path == segments[^1], cancellation);
        verifier.Finish(segments.Count);
        return new JournalVerification
        {
            Findings = [.. verifier._findings.OrderBy(finding => finding.Segment, StringComparer.Ordinal)
                .ThenBy(finding => finding.Offset)],
            IsTruncated = verifier._isTruncated,
            Journal = verifier._journal,
            Segments = segments.Count,
            Groups = verifier._groups,
            Decisions = verifier._decisions,
            Entries = verifier._entries,
            Head = verifier._head,
        };
    }

    private void Read(string path, bool isLast, CancellationToken cancellation)
    {
        _segment = Path.GetFileName(path);
        using var file = FileWindow.TryOpen(path);
        if (file is null)
        {
            Skip(path);
            return;
        }

        Begin(SegmentHeader.Read(file.Slice(0, SegmentHeader.Length).Span), SegmentPath.FirstGroupOf(path));
        foreach (var piece in SegmentPieces.Read(file))
        {
            cancellation.ThrowIfCancellationRequested();
            // Only the segment that is written can end in the midst of a group.
            if (piece.Kind == PieceKind.Torn && !isLast)
                Find(JournalFindingKind.Unreadable, piece.Offset, 0, $"{piece.Length} bytes are no group.");
            else if (piece.Kind is PieceKind.Torn or PieceKind.Unreadable)
                Find(JournalFinding.Of(piece, _segment));
            else
                Take(piece);
        }
    }

    // Retention took it after the files were listed: what is left begins behind it. Whatever else took it is told, by
    // the groups that are missing.
    private void Skip(string path)
    {
        if (_anchor is null || _anchor.OldestGroup <= SegmentPath.FirstGroupOf(path)) return;
        _expected = 0;
        _previous = null;
    }

    private void Begin(SegmentHeader? header, long firstGroup)
    {
        if (header is null || header.FirstGroup != firstGroup)
        {
            Find(JournalFindingKind.HeadAltered, 0, 0, "The head of the segment is not the one that was written.");
            if (_expected == 0) _expected = firstGroup;
            _previous = null;
            return;
        }

        if (_journal.Length == 0) _journal = header.Journal;
        if (header.Journal != _journal)
            Find(JournalFindingKind.OtherJournal, 0, 0, $"It is of the journal {header.Journal}, not {_journal}.");
        CheckOldest(header);
        if (_expected > 0 && header.FirstGroup > _expected)
            _missing.Add(_expected, header.FirstGroup - 1, _segment, 0);
        else if (header.FirstGroup == _expected && _previous is not null && !_previous.SequenceEqual(header.Previous))
            Broken(0, header.FirstGroup);
        _expected = Math.Max(_expected, header.FirstGroup);
        _previous = header.Hash();
    }

    // What lies before the oldest group is only not deleted yet.
    private void CheckOldest(SegmentHeader header)
    {
        if (_anchor is null || header.Journal != _anchor.Journal) return;
        if (_expected == 0 && header.FirstGroup > _anchor.OldestGroup)
        {
            Find(JournalFindingKind.BeginningMissing, 0, _anchor.OldestGroup,
                $"The files begin with group {header.FirstGroup}; the store knows them from {_anchor.OldestGroup} on.");
        }

        if (header.FirstGroup == _anchor.OldestGroup
            && Convert.ToHexStringLower(header.Previous) != _anchor.OldestPrevious)
            Broken(0, header.FirstGroup);
    }

    private void Take(SegmentPiece piece)
    {
        var number = piece.Header.Number;
        if (number > _expected)
        {
            _missing.Add(_expected, number - 1, _segment, piece.Offset);
            _previous = null;
        }
        else if (number < _expected)
        {
            _missing.Remove(number);
            Find(JournalFindingKind.OutOfOrder, piece.Offset, number, $"Group {number} stands behind a later one.");
            Count(piece);
            _previous = null;
            return;
        }

        var isWhole = piece.Kind == PieceKind.Group;
        if (!isWhole) Find(JournalFinding.Of(piece, _segment));
        else if (_previous is not null && !piece.Previous.SequenceEqual(_previous)) Broken(piece.Offset, number);
        Count(piece);
        _expected = number + 1;
        // The hash that stands at the end of an altered group is still the one that the next group names, or was.
        _previous = piece.Hash.ToArray();
    }

    private void Count(SegmentPiece piece)
    {
        if (piece.Kind != PieceKind.Group) return;
        _groups++;
        if (piece.Header.Number >= _head.Group)
            _head = new(piece.Header.Number, piece.Header.EntriesAfter, Convert.ToHexStringLower(piece.Hash));
        CheckAnchor(piece);
        foreach (var bytes in EntryReader.Split(piece.Payload))
        {
            _entries++;
            var kind = EntryReader.KeyOf(bytes.Span).Kind;
            if (kind == EntryKind.Decision) _decisions++;
            if (kind == EntryKind.Other && EntryReader.Read(bytes)?.Note is { } note) Found(note, piece);
        }
    }

    private void CheckAnchor(SegmentPiece piece)
    {
        if (_anchor is null || piece.Header.Number != _anchor.Group) return;
        _isAnchorSeen = true;
        if (Convert.ToHexStringLower(piece.Hash) == _anchor.Hash) return;
        Find(JournalFindingKind.AnchorDiffers, piece.Offset, _anchor.Group,
            $"Group {_anchor.Group} is another one than the store knows.");
    }

    private void Found(JournalNote note, SegmentPiece piece)
    {
        var isDamage = note.Kind is not (NoteKind.TornGroupTrimmed or NoteKind.EntriesLost);
        Find(isDamage ? JournalFindingKind.NotedDamage : JournalFindingKind.Noted, piece.Offset, piece.Header.Number,
            $"{note.Text} {note.Segment}".TrimEnd());
    }

    private void Finish(int segments)
    {
        foreach (var gap in _missing.Gaps)
        {
            Find(new(JournalFindingKind.GroupsMissing, gap.Segment, gap.Offset, gap.First,
                gap.First == gap.Last ? $"Group {gap.First} is missing."
                : $"Groups {gap.First} to {gap.Last} are missing."));
        }

        _segment = "";
        if (_anchor is null || _anchor.Group == 0) return;
        if (segments == 0)
        {
            Find(JournalFindingKind.JournalMissing, 0, _anchor.Group,
                $"There is no journal; the store knows one up to group {_anchor.Group}.");
        }
        else if (_journal.Length > 0 && _journal != _anchor.Journal)
        {
            Find(JournalFindingKind.OtherJournal, 0, 0, $"The store knows the journal {_anchor.Journal}.");
        }
        else if (!_isAnchorSeen && _anchor.Group >= _expected)
        {
            Find(JournalFindingKind.TailCut, 0, _anchor.Group,
                $"The files end with group {_expected - 1}; the store knows group {_anchor.Group}.");
        }
    }

    private void Broken(long offset, long group) => Find(JournalFindingKind.ChainBroken, offset, group,
        $"Group {group} follows another group {group - 1} than the one that is there.");

    private void Find(JournalFindingKind kind, long offset, long group, string text) =>
        Find(new(kind, _segment, offset, group, text));

    private void Find(JournalFinding finding)
    {
        if (_findings.Count < MaximumFindings) _findings.Add(finding);
        else _isTruncated = true;
    }
}
