using Tocsin.Journal.Files;
using Tocsin.Journal.Records;
using Tocsin.Journal.Verifying;

namespace Tocsin.Journal.Reading;

/// <summary>
/// Reads a journal's folder from its beginning to its end, also while it is written. One group is in memory at a time.
/// Thread-safe.
/// </summary>
/// <param name="folder">The instance's folder.</param>
public sealed class JournalReader(string folder)
{
    /// <summary>
    /// Every decision, what became of one, and every note that was journaled in a range, in the order of the files.
    /// Where bytes are no group, or a group was altered, that is told in place of its entries, and reading goes on with
    /// the next. A group that is being written as the end is reached is not there yet.
    /// </summary>
    public IEnumerable<JournalItem> Read(JournalRange range)
    {
        ArgumentNullException.ThrowIfNull(range);
        var segments = SegmentPath.List(folder);
        for (var at = 0; at < segments.Count; at++)
        {
            var next = at + 1 < segments.Count ? SegmentPath.ReadHeader(segments[at + 1]) : null;
            // Nothing in a segment is younger than the beginning of the next.
            if (next is not null && JournalTime.FromMicroseconds(next.CreatedAt) < range.From) continue;
            if (SegmentPath.ReadHeader(segments[at]) is { } header
                && JournalTime.FromMicroseconds(header.CreatedAt) >= range.Until)
                yield break;
            foreach (var item in ReadSegment(segments[at], range)) yield return item;
        }
    }

    private static IEnumerable<JournalItem> ReadSegment(string path, JournalRange range)
    {
        var layouts = new Dictionary<ulong, LayoutRecord>();
        using var file = FileWindow.TryOpen(path);
        if (file is null) yield break;
        var segment = Path.GetFileName(path);
        foreach (var piece in SegmentPieces.Read(file))
        {
            if (piece.Kind == PieceKind.Torn) yield break;
            var at = JournalTime.FromMicroseconds(piece.Header.At);
            if (piece.Kind != PieceKind.Group)
            {
                yield return new JournalItem(segment, piece.Header.Number, at)
                {
                    Damage = JournalFinding.Of(piece, segment),
                };
                continue;
            }

            // A layout stands once in a segment, so it is read in whatever range.
            var isWanted = !(at < range.From) && !(at >= range.Until);
            foreach (var bytes in EntryReader.Split(piece.Payload))
            {
                if (!isWanted && EntryReader.KeyOf(bytes.Span).Kind != EntryKind.Layout) continue;
                if (EntryReader.Read(bytes) is not { } entry) continue;
                if (entry.Layout is { } layout) layouts[layout.Id] = layout;
                else yield return new JournalItem(segment, piece.Header.Number, at)
                {
                    Entry = entry,
                    Layout = layouts.GetValueOrDefault(entry.Decision?.Layout ?? 0),
                };
            }
        }
    }
}
