using System.Buffers.Binary;
using System.Security.Cryptography;
using Tocsin.Journal.Files;
using Tocsin.Journal.Writing;

namespace Tocsin.Journal.Tests;

/// <summary>Alters groups as somebody would who knows the format.</summary>
internal static class GroupEditing
{
    /// <summary>The groups of a segment as they lie in it.</summary>
    public static IReadOnlyList<byte[]> Groups(string segment)
    {
        using var file = FileWindow.Open(segment);
        return [.. SegmentPieces.Read(file).Select(piece => piece.Bytes.ToArray())];
    }

    /// <summary>Lays groups in a segment after its head.</summary>
    public static void Lay(string segment, IEnumerable<byte[]> groups) => File.WriteAllBytes(
        segment, [.. File.ReadAllBytes(segment)[..SegmentHeader.Length], .. groups.SelectMany(group => group)]);

    public static IReadOnlyList<byte[]> Entries(byte[] group) =>
        [.. EntryReader.Split(group.AsMemory(GroupHeader.Length..^GroupHeader.HashLength)).Select(e => e.ToArray())];

    /// <summary>The group with other entries, with the hash that it had or the right one.</summary>
    public static byte[] WithEntries(byte[] group, IEnumerable<byte[]> entries, bool rehash)
    {
        GroupHeader.TryRead(group, out var header);
        var buffer = new GroupBuffer();
        buffer.Clear();
        foreach (var entry in entries) buffer.Add(entry);
        var edited = buffer.Close(header.Number, header.EntriesBefore, GroupHeader.PreviousOf(group), header.At)
            .ToArray();
        if (!rehash) group.AsSpan(^GroupHeader.HashLength..).CopyTo(edited.AsSpan(^GroupHeader.HashLength..));
        return edited;
    }

    /// <summary>The group as it would be had another one been before it.</summary>
    public static byte[] After(byte[] group, byte[] before)
    {
        GroupHeader.TryRead(before, out var header);
        var edited = (byte[])group.Clone();
        before.AsSpan(^GroupHeader.HashLength..).CopyTo(edited.AsSpan(40));
        BinaryPrimitives.WriteInt64LittleEndian(edited.AsSpan(32), header.EntriesAfter);
        SHA256.HashData(edited.AsSpan(..^GroupHeader.HashLength), edited.AsSpan(^GroupHeader.HashLength..));
        return edited;
    }
}
