using Microsoft.Win32.SafeHandles;

namespace Tocsin.Journal.Files;

/// <summary>A file read in long stretches and looked at in short ones. Not thread-safe.</summary>
internal sealed class FileWindow : IDisposable
{
    private const int Stretch = 256 << 10;

    private readonly SafeFileHandle _file;
    private byte[] _buffer = new byte[Stretch];
    private long _start;
    private int _filled;

    private FileWindow(SafeFileHandle file, long length)
    {
        _file = file;
        Length = length;
    }

    /// <summary>How long the file was when it was opened.</summary>
    public long Length { get; }

    /// <summary>Opens a file that somebody may be writing.</summary>
    public static FileWindow Open(string path)
    {
        var file = File.OpenHandle(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        return new FileWindow(file, RandomAccess.GetLength(file));
    }

    /// <summary>Opens a segment; null when retention has taken it meanwhile.</summary>
    public static FileWindow? TryOpen(string path)
    {
        try
        {
            return Open(path);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// Bytes of the file, as many as there are up to a count. They hold until the next call.
    /// </summary>
    public ReadOnlyMemory<byte> Slice(long offset, int count)
    {
        var wanted = (int)Math.Min(count, Math.Max(0, Length - offset));
        if (offset < _start || offset + wanted > _start + _filled) Fill(offset, wanted);
        var at = (int)(offset - _start);
        return _buffer.AsMemory(at, Math.Min(wanted, _filled - at));
    }

    public void Dispose() => _file.Dispose();

    private void Fill(long offset, int count)
    {
        if (_buffer.Length < count) _buffer = new byte[count];
        _start = offset;
        _filled = 0;
        var most = (int)Math.Min(_buffer.Length, Length - offset);
        while (_filled < most)
        {
            var read = RandomAccess.Read(_file, _buffer.AsSpan(_filled, most - _filled), offset + _filled);
            if (read == 0) break;
            _filled += read;
        }
    }
}
