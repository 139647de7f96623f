namespace Tocsin.Journal.Files;

/// <summary>
/// Reads a segment group by group. Where bytes are no group it goes on with the next group whose hash is right, so that
/// damage costs what it hit and no more.
/// </summary>
/// <remarks>
/// <see cref="PieceKind.Torn"/> is only what an end of the process, or of the power, leaves: the beginning of a group
/// that the file ends in, or zeros to the end. A last group that is whole and has a wrong hash is altered, not torn.
/// </remarks>
internal static class SegmentPieces
{
    /// <summary>Every piece from an offset on; the window stays the caller's.</summary>
    public static IEnumerable<SegmentPiece> Read(FileWindow file, long offset = SegmentHeader.Length)
    {
        while (offset < file.Length)
        {
            var piece = Next(file, offset);
            offset += piece.Length;
            yield return piece;
        }
    }

    private static SegmentPiece Next(FileWindow file, long offset)
    {
        if (GroupHeader.TryRead(file.Slice(offset, GroupHeader.Length).Span, out var header)
            && offset + header.GroupLength <= file.Length)
        {
            var group = file.Slice(offset, header.GroupLength);
            // A file that was cut back meanwhile ends sooner than it did.
            if (group.Length < header.GroupLength) return Other(PieceKind.Torn, offset, file.Length);
            if (GroupHeader.IsIntact(group.Span)) return Group(PieceKind.Group, offset, header, group);
            // Where another group, or the end, follows at its length, only its content was altered.
            if (IsGroupOrEnd(file, offset + header.GroupLength))
                return Group(PieceKind.Altered, offset, header, file.Slice(offset, header.GroupLength));
        }

        var next = Find(file, offset + 1);
        if (next < file.Length) return Other(PieceKind.Unreadable, offset, next);
        return Other(IsTorn(file, offset) ? PieceKind.Torn : PieceKind.Unreadable, offset, file.Length);
    }

    private static bool IsGroupOrEnd(FileWindow file, long offset) =>
        offset == file.Length || GroupHeader.TryRead(file.Slice(offset, GroupHeader.Length).Span, out _);

    /// <summary>Where the next group with a right hash begins; the file's length when there is none.</summary>
    private static long Find(FileWindow file, long offset)
    {
        const int stretch = 64 << 10;
        while (offset < file.Length)
        {
            var bytes = file.Slice(offset, stretch).Span;
            var at = bytes.IndexOf(GroupHeader.Magic);
            if (at < 0)
            {
                // The magic may lie across the border of two stretches.
                offset += Math.Max(1, bytes.Length - GroupHeader.Magic.Length + 1);
                continue;
            }

            offset += at;
            if (GroupHeader.TryRead(file.Slice(offset, GroupHeader.Length).Span, out var header)
                && offset + header.GroupLength <= file.Length
                && GroupHeader.IsIntact(file.Slice(offset, header.GroupLength).Span))
                return offset;
            offset++;
        }

        return file.Length;
    }

    private static bool IsTorn(FileWindow file, long offset)
    {
        var start = file.Slice(offset, GroupHeader.Length).Span;
        if (GroupHeader.TryRead(start, out var header)) return offset + header.GroupLength > file.Length;
        var magic = GroupHeader.Magic[..Math.Min(GroupHeader.Magic.Length, start.Length)];
        if (start.Length < GroupHeader.Length && start.StartsWith(magic)) return true;
        return IsZero(file, offset);
    }

    private static bool IsZero(FileWindow file, long offset)
    {
        const int stretch = 64 << 10;
        for (; offset < file.Length; offset += stretch)
        {
            if (file.Slice(offset, stretch).Span.ContainsAnyExcept((byte)0)) return false;
        }

        return true;
    }

    private static SegmentPiece Group(
        PieceKind kind, long offset, GroupHeader header, ReadOnlyMemory<byte> bytes) =>
        new(kind, offset, header.GroupLength, header, bytes);

    private static SegmentPiece Other(PieceKind kind, long offset, long end) =>
        new(kind, offset, end - offset, default, default);
}
