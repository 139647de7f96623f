using System.Buffers.Binary;
using System.Text;

namespace Tocsin.Server.Endpoints;

/// <summary>
/// Bytes of a protobuf message that is written field by field, as generated code writes it: fields in the order of
/// their numbers, none that has its default. It grows as needed, and is used again. Not thread-safe.
/// </summary>
internal sealed class MessageBytes
{
    private const int LengthDelimited = 2;
    private const int Fixed64 = 1;
    private const int MaximumVarint = 10;

    // A message up to this long has a length of one byte.
    private const int MaximumShort = 127;
    private const int BytesPerCharacter = 3;

    private byte[] _bytes = new byte[4_096];
    private int _length;

    /// <summary>What is written so far.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Begins anew.</summary>
    public void Clear() => _length = 0;

    /// <summary>Fields that are encoded already.</summary>
    public void Encoded(ReadOnlySpan<byte> fields)
    {
        Reserve(fields.Length);
        fields.CopyTo(_bytes.AsSpan(_length));
        _length += fields.Length;
    }

    /// <summary>A text; an empty one is left out.</summary>
    public void Text(int field, string text)
    {
        if (text.Length > 0) TextAlways(field, text);
    }

    /// <summary>A text of a repeated field.</summary>
    public void TextAlways(int field, string text)
    {
        var mark = Open(field);
        Reserve(text.Length * BytesPerCharacter);
        _length += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_length));
        Close(mark);
    }

    /// <summary>Bytes of a text that are written by whoever knows them.</summary>
    public Span<byte> Ascii(int field, int length)
    {
        var mark = Open(field);
        Reserve(length);
        var bytes = _bytes.AsSpan(_length, length);
        _length += length;
        Close(mark);
        return bytes;
    }

    /// <summary>A whole number, or the number of an enumeration; zero is left out.</summary>
    public void Whole(int field, long value)
    {
        if (value != 0) WholeAlways(field, value);
    }

    /// <summary>A whole number that is said even where it is zero.</summary>
    public void WholeAlways(int field, long value)
    {
        Reserve(2 * MaximumVarint);
        Varint((uint)field << 3);
        Varint((ulong)value);
    }

    /// <summary>A flag; false is left out.</summary>
    public void Flag(int field, bool value) => Whole(field, value ? 1 : 0);

    /// <summary>A number; zero is left out.</summary>
    public void Number(int field, double value)
    {
        if (value != 0) NumberAlways(field, value);
    }

    /// <summary>A number that is said even where it is zero; null is left out.</summary>
    public void Optional(int field, double? value)
    {
        if (value is { } number) NumberAlways(field, number);
    }

    /// <summary>Begins a message within the message; what <see cref="Close"/> wants.</summary>
    public int Open(int field)
    {
        Reserve(2 * MaximumVarint);
        Varint(((uint)field << 3) | LengthDelimited);
        // Room for its length, which is one byte as a rule.
        return ++_length;
    }

    /// <summary>Ends the message within the message that began at a mark.</summary>
    public void Close(int mark)
    {
        var length = _length - mark;
        if (length > MaximumShort)
        {
            var further = VarintLength(length) - 1;
            Reserve(further);
            _bytes.AsSpan(mark, length).CopyTo(_bytes.AsSpan(mark + further));
            _length = mark - 1;
            Varint((ulong)length);
            _length += length;
            return;
        }

        _bytes[mark - 1] = (byte)length;
    }

    private static int VarintLength(int value)
    {
        var length = 1;
        for (; value > MaximumShort; value >>= 7) length++;
        return length;
    }

    private void NumberAlways(int field, double value)
    {
        Reserve(MaximumVarint + sizeof(double));
        Varint(((uint)field << 3) | Fixed64);
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.AsSpan(_length), value);
        _length += sizeof(double);
    }

    private void Varint(ulong value)
    {
        for (; value > MaximumShort; value >>= 7) _bytes[_length++] = (byte)(value | 0x80);
        _bytes[_length++] = (byte)value;
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - _length < count) Array.Resize(ref _bytes, 2 * Math.Max(_bytes.Length, _length + count));
    }
}
