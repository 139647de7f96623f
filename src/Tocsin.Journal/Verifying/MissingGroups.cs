namespace Tocsin.Journal.Verifying;

/// <summary>Groups that later ones followed and that have not come up yet. Not thread-safe.</summary>
internal sealed class MissingGroups
{
    private readonly List<GroupGap> _gaps = [];

    /// <summary>What is missing, in the order in which it was missed.</summary>
    public IReadOnlyList<GroupGap> Gaps => _gaps;

    /// <summary>Notes that groups are missing.</summary>
    public void Add(long first, long last, string segment, long offset) =>
        _gaps.Add(new(first, last, segment, offset));

    /// <summary>One of them came up after all.</summary>
    public void Remove(long number)
    {
        var at = _gaps.FindIndex(gap => gap.First <= number && number <= gap.Last);
        if (at < 0) return;
        var gap = _gaps[at];
        _gaps.RemoveAt(at);
        if (number < gap.Last) _gaps.Insert(at, gap with { First = number + 1 });
        if (number > gap.First) _gaps.Insert(at, gap with { Last = number - 1 });
    }
}

/// <summary>Groups in a row that are missing.</summary>
/// <param name="First">The first.</param>
/// <param name="Last">The last.</param>
/// <param name="Segment">The file in which they were missed.</param>
/// <param name="Offset">Where in it.</param>
internal sealed record GroupGap(long First, long Last, string Segment, long Offset);
