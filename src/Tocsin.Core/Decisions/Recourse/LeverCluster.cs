namespace Tocsin.Core.Decisions.Recourse;

/// <summary>
/// Levers that some factor reads together, and what they can do together. No factor reads levers of two clusters, so
/// that the points of clusters add up. Immutable.
/// </summary>
internal sealed class LeverCluster
{
    private readonly int[] _open;

    private LeverCluster(IReadOnlyList<ClusterPoint> points, int[] open)
    {
        Points = points;
        _open = open;
    }

    /// <summary>What its levers can do together.</summary>
    public IReadOnlyList<ClusterPoint> Points { get; }

    /// <summary>
    /// Combines the points of some levers; null when the budget does not last.
    /// </summary>
    /// <param name="levers">The levers' numbers, rising.</param>
    /// <param name="classes">The points worth trying, by lever.</param>
    /// <param name="all">Every lever.</param>
    /// <param name="tables">The tables of factors that read these levers.</param>
    /// <param name="open">The levers of which only deciding can tell what their points come to.</param>
    /// <param name="limits">What is changed at most, and what is left of the bounds.</param>
    public static LeverCluster? Combine(
        IReadOnlyList<int> levers, IReadOnlyList<IReadOnlyList<int>> classes, IReadOnlyList<Lever> all,
        IReadOnlyList<FactorTable> tables, IReadOnlySet<int> open, (int MostChanges, SearchBudget Budget) limits)
    {
        var points = new List<ClusterPoint>();
        var choice = new int[all.Count];
        int[] places = [.. Enumerable.Range(0, levers.Count).Where(place => open.Contains(levers[place]))];
        return Extend(0, 0, 0, 0) ? new LeverCluster(points, places) : null;

        bool Extend(int depth, Int128 key, int changed, ulong mask)
        {
            if (depth == levers.Count) return Close(key, changed, mask);
            var lever = levers[depth];
            foreach (var point in classes[lever])
            {
                if (point > 0 && changed == limits.MostChanges) break;
                choice[lever] = point;
                var isChanged = point > 0;
                if (!Extend(depth + 1, key + WayKey.Of(lever, all[lever].Points[point].Cost),
                    isChanged ? changed + 1 : changed, isChanged ? mask | (1UL << lever) : mask)) return false;
            }

            choice[lever] = 0;
            return true;
        }

        bool Close(Int128 key, int changed, ulong mask)
        {
            if (!limits.Budget.Take()) return false;
            var sum = 0;
            foreach (var table in tables)
            {
                var value = table.ValueOf(choice);
                if (value == PolicyFactor.Refused) return true;
                sum += value;
            }

            points.Add(new ClusterPoint(key, changed, mask, sum, [.. levers.Select(lever => choice[lever])], levers));
            return true;
        }
    }

    /// <summary>
    /// The points that leave some levers alone and that no other makes needless, the cheapest first: the cheapest of
    /// those that change as many, give as much, and leave the levers that only deciding can tell of where they are.
    /// </summary>
    /// <param name="untouched">The levers that stay as they are, one bit each.</param>
    public IReadOnlyList<ClusterPoint> Without(ulong untouched)
    {
        var left = Points.Where(point => (point.Mask & untouched) == 0).OrderBy(point => point.Key);
        return
        [
            .. left.DistinctBy(point => (point.Sum, point.Changed,
                string.Join(' ', _open.Select(place => point.Choice[place])))),
        ];
    }
}

/// <summary>One thing the levers of a cluster can do together.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Changed">How many levers it changes.</param>
/// <param name="Mask">Which, one bit each.</param>
/// <param name="Sum">The points it gives.</param>
/// <param name="Choice">The point of each lever of the cluster.</param>
/// <param name="Levers">The cluster's levers.</param>
internal sealed record ClusterPoint(
    Int128 Key, int Changed, ulong Mask, int Sum, IReadOnlyList<int> Choice, IReadOnlyList<int> Levers);
