using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;

namespace Tocsin.Server.Warnings;

/// <summary>
/// How far a subscriber has read: the store's epoch and, for each partition, a place in its log with that entry's check.
/// Opaque to clients. Immutable.
/// </summary>
/// <param name="Epoch">The store's epoch.</param>
/// <param name="Places">A place for each partition.</param>
internal sealed record WarningCursor(string Epoch, IReadOnlyList<CursorPlace> Places)
{
    private const byte Version = 1;
    private const int EpochBytes = 16;

    /// <summary>The longest cursor, in characters.</summary>
    public const int MaximumLength = 8_192;

    /// <summary>This cursor with another place for a partition.</summary>
    public WarningCursor With(int partition, CursorPlace place)
    {
        var places = Places.ToArray();
        places[partition] = place;
        return this with { Places = places };
    }

    /// <summary>True when nothing before the other cursor is after this one.</summary>
    public bool HasReached(WarningCursor other) =>
        Places.Zip(other.Places).All(pair => pair.First.Position.Sequence >= pair.Second.Position.Sequence);

    /// <summary>The cursor as text of the URL-safe alphabet.</summary>
    public string Encode()
    {
        var buffer = new byte[1 + EpochBytes + 2 + (Places.Count * (10 + 5 + sizeof(uint)))];
        buffer[0] = Version;
        Convert.FromHexString(Epoch).CopyTo(buffer, 1);
        var at = 1 + EpochBytes;
        at += WriteNumber(buffer.AsSpan(at), (ulong)Places.Count);
        foreach (var place in Places)
        {
            at += WriteNumber(buffer.AsSpan(at), (ulong)place.Position.Sequence);
            at += WriteNumber(buffer.AsSpan(at), (ulong)place.Taken);
            BinaryPrimitives.WriteUInt32BigEndian(buffer.AsSpan(at), place.Position.Check);
            at += sizeof(uint);
        }

        return Base64Url.EncodeToString(buffer.AsSpan(0, at));
    }

    /// <summary>Reads a cursor; says no when the text is not one.</summary>
    public static bool TryDecode(string text, [NotNullWhen(true)] out WarningCursor? cursor)
    {
        cursor = null;
        if (text.Length is 0 or > MaximumLength || !Base64Url.IsValid(text)) return false;
        var bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length < 1 + EpochBytes + 1 || bytes[0] != Version) return false;
        var rest = bytes.AsSpan(1 + EpochBytes);
        if (!TryReadNumber(ref rest, out var count) || count is 0 or > StoreLimits.MaximumPartitions) return false;
        var places = new CursorPlace[count];
        for (var i = 0; i < places.Length; i++)
        {
            if (!TryReadNumber(ref rest, out var sequence) || sequence > long.MaxValue) return false;
            if (!TryReadNumber(ref rest, out var taken) || taken > int.MaxValue || rest.Length < sizeof(uint)) return false;
            var position = new LogPosition((long)sequence, BinaryPrimitives.ReadUInt32BigEndian(rest));
            places[i] = new CursorPlace(position, (int)taken);
            rest = rest[sizeof(uint)..];
        }

        cursor = new WarningCursor(Convert.ToHexStringLower(bytes.AsSpan(1, EpochBytes)), places);
        return rest.Length == 0;
    }

    private static int WriteNumber(Span<byte> target, ulong number)
    {
        var length = 0;
        for (; number >= 0x80; number >>= 7) target[length++] = (byte)(number | 0x80);
        target[length++] = (byte)number;
        return length;
    }

    private static bool TryReadNumber(ref Span<byte> source, out ulong number)
    {
        number = 0;
        for (var shift = 0; shift < 64 && source.Length > 0; shift += 7)
        {
            var part = source[0];
            source = source[1..];
            number |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return true;
        }

        return false;
    }
}

/// <summary>A place in the log of one partition.</summary>
/// <param name="Position">The entry, and its check.</param>
/// <param name="Taken">How many of its changes were taken; 0 when all were.</param>
internal readonly record struct CursorPlace(LogPosition Position, int Taken = 0)
{
    /// <summary>The sequence after which the log is read on: an entry taken in part is read again.</summary>
    public long ReadAfter => Taken == 0 ? Position.Sequence : Position.Sequence - 1;
}
