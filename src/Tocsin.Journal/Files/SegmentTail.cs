namespace Tocsin.Journal.Files;

/// <summary>How far a segment reads, and what it ends in.</summary>
internal sealed class SegmentTail
{
    private SegmentTail(SegmentHeader? header) => Header = header;

    /// <summary>Its head; null when that cannot be read.</summary>
    public SegmentHeader? Header { get; }

    /// <summary>Where everything is filed that could be read.</summary>
    public SegmentIndex Index { get; } = new();

    /// <summary>The number of the last group; that before the first when there is none.</summary>
    public long LastGroup { get; private set; }

    /// <summary>How many entries the journal has up to that group.</summary>
    public long Entries { get; private set; }

    /// <summary>The last group's hash; that of the group before the segment when there is none.</summary>
    public byte[] LastHash { get; private set; } = new byte[GroupHeader.HashLength];

    /// <summary>What the next group has to name as the hash before it.</summary>
    public byte[] Previous { get; private set; } = new byte[GroupHeader.HashLength];

    /// <summary>Where the last group ends.</summary>
    public long End { get; private set; } = SegmentHeader.Length;

    /// <summary>The bytes of a torn group after that; 0 when there is none.</summary>
    public long TornBytes { get; private set; }

    /// <summary>True when something is wrong that no end of a process leaves.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>Reads a segment to its end.</summary>
    public static SegmentTail Read(string path)
    {
        using var file = FileWindow.Open(path);
        var header = SegmentHeader.Read(file.Slice(0, SegmentHeader.Length).Span);
        var tail = new SegmentTail(header) { IsDamaged = header is null };
        tail.LastGroup = (header?.FirstGroup ?? SegmentPath.FirstGroupOf(path)) - 1;
        tail.Entries = header?.EntriesBefore ?? 0;
        tail.LastHash = header?.Previous ?? tail.LastHash;
        tail.Previous = header?.Hash() ?? tail.Previous;
        foreach (var piece in SegmentPieces.Read(file)) tail.Take(piece);
        // A torn end after damage stays as it is: nothing of a damaged file is touched.
        if (tail.IsDamaged) tail.TornBytes = 0;
        return tail;
    }

    private void Take(SegmentPiece piece)
    {
        if (piece.Kind == PieceKind.Torn)
        {
            TornBytes = piece.Length;
            return;
        }

        if (piece.Kind == PieceKind.Unreadable)
        {
            IsDamaged = true;
            return;
        }

        Index.AddGroup(piece.Payload, piece.Offset);
        var follows = piece.Header.Number == LastGroup + 1 && piece.Header.EntriesBefore == Entries;
        IsDamaged |= piece.Kind == PieceKind.Altered || !follows || !piece.Previous.SequenceEqual(Previous);
        // An altered group may name any number; only the next one is believed, so that it is not given again.
        if (piece.Kind == PieceKind.Altered && !follows) return;
        LastGroup = Math.Max(LastGroup, piece.Header.Number);
        Entries = Math.Max(Entries, piece.Header.EntriesAfter);
        LastHash = piece.Hash.ToArray();
        Previous = LastHash;
        End = piece.Offset + piece.Length;
    }
}
