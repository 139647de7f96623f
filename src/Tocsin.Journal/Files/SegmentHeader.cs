using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tocsin.Journal.Files;

/// <summary>
/// The head of a segment: 192 bytes, little-endian. Its hash is what the first group names as the hash before it, so
/// that the chain runs through the heads as well.
/// </summary>
/// <param name="Journal">Which journal: 32 hexadecimal characters.</param>
/// <param name="Instance">The instance that writes it.</param>
/// <param name="FirstGroup">The number of its first group.</param>
/// <param name="EntriesBefore">How many entries the journal had before it.</param>
/// <param name="CreatedAt">When it was begun, in microseconds since 1970.</param>
/// <param name="Previous">The hash of the group before; zeros for the first of a journal.</param>
internal sealed record SegmentHeader(
    string Journal, string Instance, long FirstGroup, long EntriesBefore, long CreatedAt, byte[] Previous)
{
    /// <summary>How many bytes it takes.</summary>
    public const int Length = 192;

    private const int HashedLength = Length - SHA256.HashSizeInBytes;
    private const ushort Version = 1;

    private static ReadOnlySpan<byte> Magic => "TOCSINJ\n"u8;

    /// <summary>Its bytes, the hash last.</summary>
    public byte[] Encode()
    {
        var bytes = new byte[Length];
        var span = bytes.AsSpan();
        Magic.CopyTo(span);
        BinaryPrimitives.WriteUInt16LittleEndian(span[8..], Version);
        BinaryPrimitives.WriteUInt16LittleEndian(span[10..], (ushort)Instance.Length);
        Convert.FromHexString(Journal).CopyTo(span[16..]);
        BinaryPrimitives.WriteInt64LittleEndian(span[32..], FirstGroup);
        BinaryPrimitives.WriteInt64LittleEndian(span[40..], EntriesBefore);
        BinaryPrimitives.WriteInt64LittleEndian(span[48..], CreatedAt);
        Previous.CopyTo(span[56..]);
        Encoding.ASCII.GetBytes(Instance, span[88..]);
        SHA256.HashData(span[..HashedLength], span[HashedLength..]);
        return bytes;
    }

    /// <summary>The hash over it, the last bytes of <see cref="Encode"/>.</summary>
    public byte[] Hash() => Encode()[HashedLength..];

    /// <summary>Reads one; null when the bytes are not a whole head or were altered.</summary>
    public static SegmentHeader? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Length || !bytes.StartsWith(Magic)) return null;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..HashedLength], hash);
        if (!hash.SequenceEqual(bytes[HashedLength..Length])) return null;
        if (BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]) != Version) return null;
        var name = Math.Min((int)BinaryPrimitives.ReadUInt16LittleEndian(bytes[10..]), 64);
        return new SegmentHeader(
            Convert.ToHexStringLower(bytes[16..32]),
            Encoding.ASCII.GetString(bytes.Slice(88, name)),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[48..]),
            bytes.Slice(56, SHA256.HashSizeInBytes).ToArray());
    }
}
