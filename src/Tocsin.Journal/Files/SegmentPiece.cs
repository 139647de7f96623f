namespace Tocsin.Journal.Files;

/// <summary>One piece of a segment, as it was found.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Offset">Where it begins in the file.</param>
/// <param name="Length">How many bytes it takes.</param>
/// <param name="Header">The head, for a group.</param>
/// <param name="Bytes">The whole group; they hold until the next piece is read. Empty for what is no group.</param>
internal readonly record struct SegmentPiece(
    PieceKind Kind, long Offset, long Length, GroupHeader Header, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The group's hash, as it stands at its end.</summary>
    public ReadOnlySpan<byte> Hash => Bytes.Span[^GroupHeader.HashLength..];

    /// <summary>The hash that the group names as the one before it.</summary>
    public ReadOnlySpan<byte> Previous => GroupHeader.PreviousOf(Bytes.Span);

    /// <summary>The group's entries.</summary>
    public ReadOnlyMemory<byte> Payload => Bytes.Slice(GroupHeader.Length, Header.PayloadLength);
}

/// <summary>What a piece of a segment is.</summary>
internal enum PieceKind
{
    /// <summary>A group whose hash is right.</summary>
    Group,

    /// <summary>A group whose bytes were altered: its hash is wrong.</summary>
    Altered,

    /// <summary>Bytes that are no group, before a group or the end.</summary>
    Unreadable,

    /// <summary>
    /// The beginning of a group at the end of the file, as an end of the process in its midst leaves it.
    /// </summary>
    Torn,
}
