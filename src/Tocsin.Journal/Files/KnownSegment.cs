namespace Tocsin.Journal.Files;

/// <summary>A segment of an open journal. Thread-safe.</summary>
/// <param name="path">Its file.</param>
/// <param name="createdAt">When it was begun, in microseconds since 1970; 0 where its head cannot be read.</param>
/// <param name="index">Its index in memory; null for one that is to be read from beside it, or built.</param>
internal sealed class KnownSegment(string path, long createdAt, SegmentIndex? index)
{
    private readonly Lock _gate = new();
    private ISegmentLookup? _lookup = index;

    /// <summary>Its file.</summary>
    public string Path => path;

    /// <summary>The number of its first group.</summary>
    public long FirstGroup { get; } = SegmentPath.FirstGroupOf(path);

    /// <summary>When it was begun, in microseconds since 1970; 0 where its head cannot be read.</summary>
    public long CreatedAt => createdAt;

    /// <summary>Looks up where entries stand; an index that was lost meanwhile is built anew.</summary>
    /// <exception cref="FileNotFoundException">The segment is gone.</exception>
    /// <exception cref="IOException">Neither index nor segment can be read.</exception>
    public T Search<T>(Func<ISegmentLookup, T> search)
    {
        try
        {
            return search(Lookup());
        }
        catch (FileNotFoundException) when (File.Exists(path))
        {
            lock (_gate) _lookup = null;
            return search(Lookup());
        }
    }

    /// <summary>Puts the index of a segment that is closed beside it, and forgets the one in memory.</summary>
    public void Close()
    {
        lock (_gate)
        {
            if (_lookup is SegmentIndex grown) Save(grown);
        }
    }

    private ISegmentLookup Lookup()
    {
        lock (_gate)
        {
            if (_lookup is not null) return _lookup;
            if (IndexFile.Open(path) is { } file) return _lookup = file;
            return Save(SegmentIndex.Build(path));
        }
    }

    private ISegmentLookup Save(SegmentIndex built)
    {
        try
        {
            IndexFile.Write(path, built.ToContent());
            return _lookup = IndexFile.Open(path) ?? (ISegmentLookup)built;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be written now costs memory, not answers.
            return _lookup = built;
        }
    }
}
