using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tocsin.Journal;

/// <summary>
/// The id of one decision: a UUID of version 7 (RFC 9562), so that ids are in the order of the moments decided as of.
/// Its twelve bits <c>rand_a</c> are the mark of the instance that decided, so that an id which is not found can be
/// told to come from elsewhere.
/// </summary>
public readonly record struct DecisionId : IComparable<DecisionId>
{
    /// <summary>How many bytes it has.</summary>
    public const int Length = 16;

    /// <summary>How many characters its text has.</summary>
    public const int TextLength = 36;

    private const int MarkBits = 0xFFF;

    // As many as a double holds exactly; the ids' random bits end with them.
    private const ulong FractionBits = (1UL << 53) - 1;

    [ThreadStatic]
    private static RandomBytes? _random;

    private readonly Guid _value;

    private DecisionId(Guid value) => _value = value;

    /// <summary>The mark of the instance that decided, 0 to 4,095; two instances in 4,096 share one.</summary>
    public int Mark
    {
        get
        {
            Span<byte> bytes = stackalloc byte[Length];
            WriteTo(bytes);
            return BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]) & MarkBits;
        }
    }

    /// <summary>The moment decided as of, to the millisecond, in UTC.</summary>
    public DateTimeOffset AsOf
    {
        get
        {
            Span<byte> bytes = stackalloc byte[Length];
            WriteTo(bytes);
            return DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes) >> 16);
        }
    }

    /// <summary>
    /// A number from 0 to below 1 that is the id's own, evenly spread over ids: those below a share of 1 are that share
    /// of all decisions, and those of a smaller share are among those of a larger one.
    /// </summary>
    public double Fraction
    {
        get
        {
            Span<byte> bytes = stackalloc byte[Length];
            WriteTo(bytes);
            return (BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]) & FractionBits) / (FractionBits + 1.0);
        }
    }

    /// <summary>A new id.</summary>
    /// <param name="asOf">The moment decided as of; 1970 or later.</param>
    /// <param name="mark">The instance's mark, see <see cref="MarkOf"/>; higher bits do not count.</param>
    public static DecisionId New(DateTimeOffset asOf, int mark)
    {
        Span<byte> bytes = stackalloc byte[Length];
        (_random ??= new RandomBytes()).Fill(bytes[8..]);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        var time = (ulong)Math.Max(0, asOf.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (time << 16) | 0x7000 | (uint)(mark & MarkBits));
        return new(new Guid(bytes, bigEndian: true));
    }

    /// <summary>The mark of an instance: the first twelve bits of the SHA-256 of its name. It never changes.</summary>
    public static int MarkOf(string instance)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(instance), hash);
        return BinaryPrimitives.ReadUInt16BigEndian(hash) >> 4;
    }

    /// <summary>Reads the text of an id; says no to what is no UUID of version 7.</summary>
    public static bool TryParse(string? text, out DecisionId id)
    {
        id = default;
        if (!Guid.TryParseExact(text, "D", out var value) || value.Version != 7) return false;
        id = new(value);
        return true;
    }

    /// <summary>Reads the bytes of an id; says no to another length.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out DecisionId id)
    {
        id = bytes.Length == Length ? new(new Guid(bytes, bigEndian: true)) : default;
        return bytes.Length == Length;
    }

    /// <summary>Writes its bytes, in the order in which ids are compared.</summary>
    public void WriteTo(Span<byte> bytes) => _value.TryWriteBytes(bytes, bigEndian: true, out _);

    /// <summary>Its bytes, in the order in which ids are compared.</summary>
    public byte[] ToByteArray() => _value.ToByteArray(bigEndian: true);

    /// <inheritdoc/>
    public int CompareTo(DecisionId other) => _value.CompareTo(other._value);

    /// <summary>Writes the characters of its text as ASCII.</summary>
    /// <param name="text">At least <see cref="TextLength"/> bytes.</param>
    public void FormatTo(Span<byte> text) => _value.TryFormat(text, out _);

    /// <summary>Thirty-six characters: hexadecimal in lower case, with hyphens.</summary>
    public override string ToString() => _value.ToString("D");

    /// <summary>The order of the moments decided as of.</summary>
    public static bool operator <(DecisionId left, DecisionId right) => left.CompareTo(right) < 0;

    /// <summary>The order of the moments decided as of.</summary>
    public static bool operator >(DecisionId left, DecisionId right) => left.CompareTo(right) > 0;

    /// <summary>The order of the moments decided as of.</summary>
    public static bool operator <=(DecisionId left, DecisionId right) => left.CompareTo(right) <= 0;

    /// <summary>The order of the moments decided as of.</summary>
    public static bool operator >=(DecisionId left, DecisionId right) => left.CompareTo(right) >= 0;
}
