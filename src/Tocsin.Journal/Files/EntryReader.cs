using System.Buffers.Binary;
using Google.Protobuf;
using Tocsin.Journal.Records;

namespace Tocsin.Journal.Files;

/// <summary>Takes a group's payload apart.</summary>
internal static class EntryReader
{
    private const int DecisionTag = (JournalEntry.DecisionFieldNumber << 3) | 2;
    private const int OutcomeTag = (JournalEntry.OutcomeFieldNumber << 3) | 2;
    private const int LayoutTag = (JournalEntry.LayoutFieldNumber << 3) | 2;

    // The first field of a decision and an outcome, 16 bytes long; the first of a layout, eight bytes.
    private const byte IdTag = (DecisionRecord.DecisionIdFieldNumber << 3) | 2;
    private const byte LayoutIdTag = (LayoutRecord.IdFieldNumber << 3) | 1;

    /// <summary>The bytes of each entry; ends early where lengths do not fit.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> payload)
    {
        while (payload.Length > 0)
        {
            if (!TryReadVarint(payload.Span, out var length, out var used) || length > payload.Length - used)
                yield break;
            yield return payload.Slice(used, length);
            payload = payload[(used + length)..];
        }
    }

    /// <summary>An entry; null when its bytes are none.</summary>
    public static JournalEntry? Read(ReadOnlyMemory<byte> entry)
    {
        try
        {
            return JournalEntry.Parser.ParseFrom(entry.Span);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    /// <summary>What an entry is filed under, without reading the rest of it.</summary>
    public static EntryKey KeyOf(ReadOnlySpan<byte> entry)
    {
        if (!TryReadVarint(entry, out var tag, out var used)) return default;
        entry = entry[used..];
        if (!TryReadVarint(entry, out _, out used)) return default;
        entry = entry[used..];
        if (tag == LayoutTag && entry.Length > sizeof(ulong) && entry[0] == LayoutIdTag)
            return new(EntryKind.Layout, default, BinaryPrimitives.ReadUInt64LittleEndian(entry[1..]));
        if (tag is not (DecisionTag or OutcomeTag) || entry.Length < 2 + DecisionId.Length || entry[0] != IdTag)
            return default;
        return DecisionId.TryRead(entry.Slice(2, DecisionId.Length), out var id)
            ? new(tag == DecisionTag ? EntryKind.Decision : EntryKind.Outcome, id, 0) : default;
    }

    private static bool TryReadVarint(ReadOnlySpan<byte> bytes, out int value, out int used)
    {
        value = 0;
        for (used = 0; used < bytes.Length && used < 5; used++)
        {
            value |= (bytes[used] & 0x7F) << (7 * used);
            if ((bytes[used] & 0x80) != 0) continue;
            used++;
            return value >= 0;
        }

        return false;
    }
}

/// <summary>What an entry is filed under.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Decision">The decision, for a decision and for what became of one.</param>
/// <param name="Layout">The layout's id, for a layout.</param>
internal readonly record struct EntryKey(EntryKind Kind, DecisionId Decision, ulong Layout);

/// <summary>What an entry is.</summary>
internal enum EntryKind
{
    /// <summary>Something that is not filed: a note, or what a later build wrote.</summary>
    Other,

    /// <summary>A decision.</summary>
    Decision,

    /// <summary>What became of one.</summary>
    Outcome,

    /// <summary>A layout.</summary>
    Layout,
}
