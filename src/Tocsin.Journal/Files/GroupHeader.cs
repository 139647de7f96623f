using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tocsin.Journal.Files;

/// <summary>
/// The head of a group: 72 bytes, little-endian. After it come the entries, each after its length, and the SHA-256 over
/// head and entries.
/// </summary>
/// <param name="PayloadLength">How many bytes the entries take.</param>
/// <param name="Number">The group's number; 1 for the first of a journal.</param>
/// <param name="Entries">How many entries it has.</param>
/// <param name="At">When it was written, in microseconds since 1970.</param>
/// <param name="EntriesBefore">How many entries the journal had before it.</param>
internal readonly record struct GroupHeader(int PayloadLength, long Number, int Entries, long At, long EntriesBefore)
{
    /// <summary>How many bytes it takes.</summary>
    public const int Length = 72;

    /// <summary>How many bytes the hash at the end takes.</summary>
    public const int HashLength = SHA256.HashSizeInBytes;

    /// <summary>The most bytes that entries take: a group of 8 MiB, one more entry and a layout.</summary>
    public const int MaximumPayload = 16 << 20;

    /// <summary>Where the hash before it stands.</summary>
    private const int PreviousOffset = 40;

    /// <summary>What each group begins with; no UTF-8 has the first byte.</summary>
    public static ReadOnlySpan<byte> Magic => [0xF5, (byte)'T', (byte)'J', (byte)'G'];

    /// <summary>How many bytes the whole group takes.</summary>
    public int GroupLength => Length + PayloadLength + HashLength;

    /// <summary>How many entries the journal has up to and with it.</summary>
    public long EntriesAfter => EntriesBefore + Entries;

    /// <summary>Writes it with the hash of the group, or segment head, before.</summary>
    public void WriteTo(Span<byte> bytes, ReadOnlySpan<byte> previous)
    {
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], PayloadLength);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], Number);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[16..], Entries);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[20..], 0);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[24..], At);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[32..], EntriesBefore);
        previous.CopyTo(bytes[PreviousOffset..]);
    }

    /// <summary>Reads one; says no to what cannot be one. Only the hash tells whether it is.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out GroupHeader header)
    {
        header = default;
        if (bytes.Length < Length || !bytes.StartsWith(Magic)) return false;
        header = new GroupHeader(
            BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]));
        return header.PayloadLength is >= 0 and <= MaximumPayload && header.Number > 0 && header.Entries >= 0;
    }

    /// <summary>The hash that a group names as the one before it.</summary>
    public static ReadOnlySpan<byte> PreviousOf(ReadOnlySpan<byte> group) =>
        group.Slice(PreviousOffset, HashLength);

    /// <summary>True when the hash at a whole group's end is that of the rest.</summary>
    public static bool IsIntact(ReadOnlySpan<byte> group)
    {
        Span<byte> hash = stackalloc byte[HashLength];
        SHA256.HashData(group[..^HashLength], hash);
        return hash.SequenceEqual(group[^HashLength..]);
    }
}
