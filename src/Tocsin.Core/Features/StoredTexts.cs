using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Tocsin.Core.Features;

/// <summary>
/// Makes the values of views out of what a store keeps. The names of features come again with every borrower; those met
/// lately are kept once, for all of them. Bounded and thread-safe.
/// </summary>
public sealed class StoredTexts
{
    // A catalogue has some hundred names; more than two that share their places are made anew.
    private const int KnownTexts = 4_096;
    private const int KnownNames = 1_024;
    private const int LongestShared = 128;

    private readonly Known?[] _texts = new Known?[KnownTexts];
    private readonly StoredNames?[] _names = new StoredNames?[KnownNames];

    /// <summary>A text that others have too: a name.</summary>
    public string Name(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestShared) return Encoding.UTF8.GetString(utf8);
        // Only whole references are written, so that whoever races here finds one text or another, both of them right.
        var hash = Hash(utf8) & (KnownTexts - 1);
        ref var first = ref _texts[hash];
        ref var second = ref _texts[hash ^ 1];
        if (first is { } known && utf8.SequenceEqual(known.Utf8)) return known.Text;
        if (second is { } other && utf8.SequenceEqual(other.Utf8)) return other.Text;
        var made = new Known(utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        if (first is null) first = made;
        else second = made;
        return made.Text;
    }

    /// <summary>The values of a view.</summary>
    /// <param name="names">The features that have one, each once.</param>
    /// <param name="places">
    /// Where their canonical texts lie, in the same order; kept, so that nothing of it may be changed after.
    /// </param>
    /// <param name="utf8">The texts, as UTF-8, maybe with those of other views; kept too.</param>
    public IReadOnlyDictionary<string, string> Values(ReadOnlySpan<string> names, TextPlace[] places, byte[] utf8)
    {
        ArgumentNullException.ThrowIfNull(places);
        ArgumentNullException.ThrowIfNull(utf8);
        ArgumentOutOfRangeException.ThrowIfNotEqual(places.Length, names.Length);
        var hash = (uint)names.Length;
        foreach (var name in names)
            hash = (BitOperations.RotateLeft(hash, 5) ^ Hash(MemoryMarshal.AsBytes(name.AsSpan()))) * 0x9E37_79B1;
        ref var place = ref _names[(hash >> 16) & (KnownNames - 1)];
        if (place is not { } known || !known.Are(names)) place = known = new StoredNames(names);
        return new StoredValues(known, places, utf8);
    }

    // Names differ at their ends, so that the whole need not be looked at; whoever shares a place is only not shared.
    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        const int word = sizeof(ulong);
        ulong first, last;
        if (bytes.Length >= word)
        {
            first = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            last = BinaryPrimitives.ReadUInt64LittleEndian(bytes[^word..]);
        }
        else
        {
            first = last = 0;
            foreach (var one in bytes) first = (first << 8) | one;
        }

        var mixed = (first ^ BitOperations.RotateLeft(last, 23) ^ (uint)bytes.Length) * 0x9E37_79B9_7F4A_7C15;
        return (uint)(mixed >> 32);
    }

    private sealed record Known(byte[] Utf8, string Text);
}
