using Microsoft.Win32.SafeHandles;
using Tocsin.Journal.Files;

namespace Tocsin.Journal.Writing;

/// <summary>The segment that is written. Not thread-safe, but for its index.</summary>
internal sealed class SegmentFile : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly SegmentWrite _write;
    private bool _isRagged;

    private SegmentFile(string path, SegmentHeader header, SegmentIndex index, long end, SegmentWrite write)
    {
        Header = header;
        Index = index;
        End = end;
        Known = new KnownSegment(path, header.CreatedAt, index);
        _write = write;
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
    }

    /// <summary>Its head.</summary>
    public SegmentHeader Header { get; }

    /// <summary>Where its entries stand.</summary>
    public SegmentIndex Index { get; }

    /// <summary>What readers know of it.</summary>
    public KnownSegment Known { get; }

    /// <summary>Where its last whole group ends.</summary>
    public long End { get; private set; }

    /// <summary>True before its first group.</summary>
    public bool IsEmpty => End == SegmentHeader.Length;

    /// <summary>
    /// Begins a segment. Its head is there whole or not at all; where that is asked for, its name is on the disk too.
    /// </summary>
    public static SegmentFile Create(string folder, SegmentHeader header, SegmentWrite write, bool sync)
    {
        var path = SegmentPath.Of(folder, header.FirstGroup);
        var begun = path + ".new";
        File.WriteAllBytes(begun, header.Encode());
        File.Move(begun, path, overwrite: true);
        if (sync) FolderFlush.Flush(folder);
        return new SegmentFile(path, header, new SegmentIndex(), SegmentHeader.Length, write);
    }

    /// <summary>Goes on with a segment after its last whole group; what follows that is cut off.</summary>
    public static SegmentFile Continue(string path, SegmentTail tail, SegmentWrite write)
    {
        var file = new SegmentFile(path, tail.Header!, tail.Index, tail.End, write);
        RandomAccess.SetLength(file._file, tail.End);
        return file;
    }

    /// <summary>
    /// Adds a group, whole: where that fails the file is cut back to the last whole group, now or before the next is
    /// added.
    /// </summary>
    public void Append(ReadOnlySpan<byte> group, bool sync)
    {
        CutBack();
        _isRagged = true;
        try
        {
            _write(_file, group, End);
            if (sync) RandomAccess.FlushToDisk(_file);
        }
        catch
        {
            TryCutBack();
            throw;
        }

        _isRagged = false;
        End += group.Length;
    }

    /// <summary>Cuts off what is left of a group that could not be added.</summary>
    public void CutBack()
    {
        if (!_isRagged) return;
        RandomAccess.SetLength(_file, End);
        _isRagged = false;
    }

    /// <summary>Brings what is written to the disk.</summary>
    public void Flush() => RandomAccess.FlushToDisk(_file);

    public void Dispose() => _file.Dispose();

    private void TryCutBack()
    {
        try
        {
            CutBack();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // It stays ragged and is cut before the next group.
        }
    }
}

/// <summary>Writes bytes at an offset of a file; tests put a disk that fails in its place.</summary>
internal delegate void SegmentWrite(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset);
