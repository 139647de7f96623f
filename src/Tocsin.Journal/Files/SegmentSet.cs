namespace Tocsin.Journal.Files;

/// <summary>The segments of an open journal, oldest first. Thread-safe.</summary>
internal sealed class SegmentSet
{
    private readonly Lock _gate = new();
    private readonly List<KnownSegment> _segments = [];

    /// <summary>Every segment, oldest first; the last is the one that is written.</summary>
    public IReadOnlyList<KnownSegment> All
    {
        get
        {
            lock (_gate) return [.. _segments];
        }
    }

    /// <summary>Adds the next.</summary>
    public void Add(KnownSegment segment)
    {
        lock (_gate) _segments.Add(segment);
    }

    /// <summary>Takes out the oldest one.</summary>
    public void RemoveFirst()
    {
        lock (_gate) _segments.RemoveAt(0);
    }
}
