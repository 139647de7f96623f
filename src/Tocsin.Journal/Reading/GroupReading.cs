using Tocsin.Journal.Files;
using Tocsin.Journal.Records;

namespace Tocsin.Journal.Reading;

/// <summary>Reads one group where an index says that it is.</summary>
internal static class GroupReading
{
    /// <summary>The group's entries, and whether its hash is right; nothing where no group is.</summary>
    public static (IReadOnlyList<ReadOnlyMemory<byte>> Entries, bool IsIntact) Read(string segment, long offset)
    {
        using var file = FileWindow.Open(segment);
        if (!GroupHeader.TryRead(file.Slice(offset, GroupHeader.Length).Span, out var header)
            || offset + header.GroupLength > file.Length)
            return ([], false);
        var group = file.Slice(offset, header.GroupLength);
        var entries = EntryReader.Split(group.Slice(GroupHeader.Length, header.PayloadLength));
        return ([.. entries], GroupHeader.IsIntact(group.Span));
    }

    /// <summary>The layout of an id in a segment; null where it cannot be read.</summary>
    public static LayoutRecord? ReadLayout(KnownSegment segment, ulong id)
    {
        if (segment.Search(lookup => lookup.FindLayout(id)) is not { } offset) return null;
        var (entries, _) = Read(segment.Path, offset);
        return entries.Where(entry => EntryReader.KeyOf(entry.Span) is { Kind: EntryKind.Layout } key
                && key.Layout == id)
            .Select(entry => EntryReader.Read(entry)?.Layout).FirstOrDefault();
    }
}
