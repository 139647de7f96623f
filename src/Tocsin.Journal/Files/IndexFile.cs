using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Tocsin.Journal.Files;

/// <summary>
/// The index of a closed segment, in a file beside it: the ids in their order, searched where they lie. It can be lost
/// at any time and is then built anew from the segment. Thread-safe.
/// </summary>
/// <remarks>
/// Little-endian: 8 bytes of magic, the segment's length, how many decisions, outcomes and layouts; then ids of 16
/// bytes with offsets of four; then layouts of eight with offsets of four; then the SHA-256 over all of that.
/// </remarks>
internal sealed class IndexFile : ISegmentLookup
{
    private const int HeadLength = 28;
    private const int IdEntry = DecisionId.Length + sizeof(uint);
    private const int LayoutEntry = sizeof(ulong) + sizeof(uint);

    private readonly string _path;
    private readonly int _decisions;
    private readonly int _outcomes;
    private readonly Dictionary<ulong, uint> _layouts;

    private IndexFile(string path, int decisions, int outcomes, Dictionary<ulong, uint> layouts)
    {
        _path = path;
        _decisions = decisions;
        _outcomes = outcomes;
        _layouts = layouts;
    }

    private static ReadOnlySpan<byte> Magic => "TOCSINX\n"u8;

    /// <summary>Writes the index of a segment; whole, or not at all.</summary>
    public static void Write(string segment, IndexContent content)
    {
        var ids = content.Decisions.Count + content.Outcomes.Count;
        var bytes = new byte[HeadLength + (ids * IdEntry) + (content.Layouts.Count * LayoutEntry)
            + SHA256.HashSizeInBytes];
        var span = bytes.AsSpan();
        Magic.CopyTo(span);
        BinaryPrimitives.WriteInt64LittleEndian(span[8..], new FileInfo(segment).Length);
        BinaryPrimitives.WriteInt32LittleEndian(span[16..], content.Decisions.Count);
        BinaryPrimitives.WriteInt32LittleEndian(span[20..], content.Outcomes.Count);
        BinaryPrimitives.WriteInt32LittleEndian(span[24..], content.Layouts.Count);
        var at = HeadLength;
        foreach (var (id, offset) in content.Decisions.Concat(content.Outcomes))
        {
            id.WriteTo(span[at..]);
            BinaryPrimitives.WriteUInt32LittleEndian(span[(at + DecisionId.Length)..], offset);
            at += IdEntry;
        }

        foreach (var (id, offset) in content.Layouts)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(span[at..], id);
            BinaryPrimitives.WriteUInt32LittleEndian(span[(at + sizeof(ulong))..], offset);
            at += LayoutEntry;
        }

        SHA256.HashData(span[..at], span[at..]);
        var path = SegmentPath.IndexOf(segment);
        File.WriteAllBytes(path + ".new", bytes);
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Opens the index of a segment; null when there is none, or it is not that segment's.</summary>
    public static IndexFile? Open(string segment)
    {
        var path = SegmentPath.IndexOf(segment);
        if (!File.Exists(path)) return null;
        var span = File.ReadAllBytes(path).AsSpan();
        if (span.Length < HeadLength + SHA256.HashSizeInBytes || !span.StartsWith(Magic)) return null;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(span[..^hash.Length], hash);
        if (!hash.SequenceEqual(span[^hash.Length..])) return null;
        if (BinaryPrimitives.ReadInt64LittleEndian(span[8..]) != new FileInfo(segment).Length) return null;
        var decisions = BinaryPrimitives.ReadInt32LittleEndian(span[16..]);
        var outcomes = BinaryPrimitives.ReadInt32LittleEndian(span[20..]);
        var layouts = new Dictionary<ulong, uint>();
        for (var at = HeadLength + ((decisions + outcomes) * IdEntry); at < span.Length - hash.Length;
            at += LayoutEntry)
        {
            layouts[BinaryPrimitives.ReadUInt64LittleEndian(span[at..])] =
                BinaryPrimitives.ReadUInt32LittleEndian(span[(at + sizeof(ulong))..]);
        }

        return new IndexFile(path, decisions, outcomes, layouts);
    }

    /// <inheritdoc/>
    public long? FindDecision(DecisionId decision)
    {
        if (_decisions == 0) return null;
        using var file = Open();
        var at = FirstAtOrAfter(file, decision, 0, _decisions);
        return at < _decisions && Read(file, at) is var (id, offset) && id == decision ? offset : null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<long> FindOutcomes(DecisionId decision)
    {
        if (_outcomes == 0) return [];
        var found = new List<long>();
        using var file = Open();
        var end = _decisions + _outcomes;
        for (var at = FirstAtOrAfter(file, decision, _decisions, end); at < end; at++)
        {
            var (id, offset) = Read(file, at);
            if (id != decision) break;
            found.Add(offset);
        }

        return found;
    }

    /// <inheritdoc/>
    public long? FindLayout(ulong layout) => _layouts.TryGetValue(layout, out var offset) ? offset : null;

    // Opened for each search: there may be more segments than a process may have files.
    private SafeFileHandle Open() =>
        File.OpenHandle(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static int FirstAtOrAfter(SafeFileHandle file, DecisionId id, int low, int high)
    {
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (Read(file, middle).Id < id) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private static (DecisionId Id, long Offset) Read(SafeFileHandle file, int entry)
    {
        Span<byte> bytes = stackalloc byte[IdEntry];
        RandomAccess.Read(file, bytes, HeadLength + ((long)entry * IdEntry));
        DecisionId.TryRead(bytes[..DecisionId.Length], out var id);
        return (id, BinaryPrimitives.ReadUInt32LittleEndian(bytes[DecisionId.Length..]));
    }
}
