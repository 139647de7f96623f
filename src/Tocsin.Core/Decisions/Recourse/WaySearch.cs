namespace Tocsin.Core.Decisions.Recourse;

/// <summary>
/// Finds the cheapest way: the best first over the clusters, with a bound that never says more than is needed. What
/// comes out first is therefore cheapest, and when nothing comes out there is nothing.
/// </summary>
internal sealed class WaySearch
{
    // What is completed when a bound was reached before anything was proven.
    private const int MostCompleted = 16;

    private readonly IReadOnlyList<IReadOnlyList<ClusterPoint>> _clusters;
    private readonly WayBound _bound;
    private readonly Func<Way, bool> _isTurned;
    private readonly PriorityQueue<Step, (Int128 Bound, int Open, int Number)> _open = new();
    private int _pushed;

    private WaySearch(
        IReadOnlyList<IReadOnlyList<ClusterPoint>> clusters, WayBound bound, Func<Way, bool> isTurned)
    {
        _clusters = clusters;
        _bound = bound;
        _isTurned = isTurned;
    }

    /// <summary>The cheapest way; null when there is none, or none was found before the budget was spent.</summary>
    /// <param name="clusters">What each cluster can do, the cheapest first.</param>
    /// <param name="need">The points that are needed from all of them together.</param>
    /// <param name="mostChanges">The most levers that change.</param>
    /// <param name="isTurned">Decides whether a way turns the outcome.</param>
    /// <param name="budget">What is left of the bounds.</param>
    public static Way? Find(
        IReadOnlyList<IReadOnlyList<ClusterPoint>> clusters, long need, int mostChanges, Func<Way, bool> isTurned,
        SearchBudget budget)
    {
        if (clusters.Any(points => points.Count == 0)) return null;
        // More than every cluster's most is needed: nothing can give it, and no table needs to be laid out for it.
        var least = clusters.Sum(points => (long)points.Min(point => point.Sum));
        var most = clusters.Sum(points => (long)points.Max(point => point.Sum));
        if (need > most) return null;
        var gain = (int)Math.Min(Math.Max(0, need - least), int.MaxValue);
        var search = new WaySearch(clusters, new WayBound(clusters, gain, mostChanges, budget), isTurned);
        search.Push(new Step(null, null, 0, gain, mostChanges, 0));
        return search.Run(budget) ?? (budget.IsSpent ? search.Complete() : null);
    }

    private Way? Run(SearchBudget budget)
    {
        while (_open.TryPeek(out var step, out _) && budget.Take())
        {
            _open.Dequeue();
            if (step.Depth < _clusters.Count)
                Extend(step);
            else if (WayOf(step, isCheapest: true) is var way && _isTurned(way))
                return way;
        }

        return null;
    }

    private void Extend(Step step)
    {
        foreach (var point in _clusters[step.Depth]) Push(Next(step, point));
    }

    private Step Next(Step step, ClusterPoint point) => new(
        step, point, step.Depth + 1, Math.Max(0, step.Need - (point.Sum - _bound.Least[step.Depth])),
        step.ChangesLeft - point.Changed, step.Key + point.Key);

    private void Push(Step step)
    {
        var bound = step.Key + _bound.Of(step.Depth, step.ChangesLeft, step.Need);
        if (bound < WayKey.None) _open.Enqueue(step, (bound, _clusters.Count - step.Depth, _pushed++));
    }

    // The ways that looked best so far, each completed as its bound says; nothing is proven of them.
    private Way? Complete()
    {
        for (var i = 0; i < MostCompleted && _open.TryDequeue(out var step, out _); i++)
        {
            while (step.Depth < _clusters.Count)
            {
                var next = _clusters[step.Depth].Select(point => Next(step, point))
                    .MinBy(next => next.Key + _bound.Of(next.Depth, next.ChangesLeft, next.Need))!;
                step = next;
            }

            if (step.ChangesLeft >= 0 && WayOf(step, isCheapest: false) is var way && _isTurned(way)) return way;
        }

        return null;
    }

    private static Way WayOf(Step last, bool isCheapest)
    {
        var points = new List<ClusterPoint>();
        for (var step = last; step.Point is not null; step = step.Before!) points.Add(step.Point);
        return new Way(points, last.Key, isCheapest);
    }

    private sealed record Step(
        Step? Before, ClusterPoint? Point, int Depth, int Need, int ChangesLeft, Int128 Key);
}

/// <summary>One way: a point of each cluster.</summary>
/// <param name="Points">The points.</param>
/// <param name="Key">Its key.</param>
/// <param name="IsCheapest">True when it was proven that no other has a smaller key.</param>
internal sealed record Way(IReadOnlyList<ClusterPoint> Points, Int128 Key, bool IsCheapest)
{
    /// <summary>The levers it changes, one bit each.</summary>
    public ulong Mask => Points.Aggregate(0UL, (mask, point) => mask | point.Mask);

    /// <summary>Writes the point of every lever it knows into a choice.</summary>
    public void WriteTo(Span<int> choice)
    {
        foreach (var point in Points)
        {
            for (var i = 0; i < point.Levers.Count; i++) choice[point.Levers[i]] = point.Choice[i];
        }
    }
}
