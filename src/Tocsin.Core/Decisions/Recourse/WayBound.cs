namespace Tocsin.Core.Decisions.Recourse;

/// <summary>
/// The smallest key with which the clusters from one on give some points, with some changes left: a multiple-choice
/// knapsack, solved from the last cluster to the first. Never more than what is really needed.
/// </summary>
internal sealed class WayBound
{
    // Beyond this many points they are counted in groups: then it may be less than what is really needed.
    private const int MostNeed = 1_024;

    private readonly Int128[] _keys;
    private readonly int _changes;
    private readonly int _needs;
    private readonly int _group;

    /// <summary>Solves it.</summary>
    /// <param name="clusters">What each cluster can do, the cheapest first.</param>
    /// <param name="need">The most points that are ever asked of it; not negative.</param>
    /// <param name="mostChanges">The most changes that are ever left.</param>
    /// <param name="budget">What is left of the bounds; once it is spent the rest is not worked out.</param>
    public WayBound(
        IReadOnlyList<IReadOnlyList<ClusterPoint>> clusters, int need, int mostChanges, SearchBudget budget)
    {
        _group = 1 + (need / MostNeed);
        _changes = mostChanges + 1;
        _needs = (need / _group) + 1;
        Least = [.. clusters.Select(points => points.Count == 0 ? 0 : points.Min(point => point.Sum))];
        _keys = new Int128[(clusters.Count + 1) * _changes * _needs];
        Array.Fill(_keys, WayKey.None);
        for (var changes = 0; changes < _changes; changes++) _keys[Index(clusters.Count, changes, 0)] = 0;
        for (var cluster = clusters.Count - 1; cluster >= 0; cluster--)
        {
            // Points that differ in what only deciding can tell are one here.
            foreach (var point in clusters[cluster].DistinctBy(point => (point.Sum, point.Changed)))
            {
                if (!budget.Take()) return;
                Use(cluster, point);
            }
        }
    }

    /// <summary>
    /// The fewest points of each cluster: needs and gains are counted above them, so that no gain is negative.
    /// </summary>
    public IReadOnlyList<int> Least { get; }

    /// <summary>
    /// The smallest key with which the clusters from one on gain what is needed; <see cref="WayKey.None"/> when they
    /// cannot.
    /// </summary>
    public Int128 Of(int cluster, int changes, int need) => changes < 0 || changes >= _changes
        ? WayKey.None : _keys[Index(cluster, changes, Math.Max(0, need) / _group)];

    private void Use(int cluster, ClusterPoint point)
    {
        var gain = (point.Sum - Least[cluster] + _group - 1) / _group;
        for (var changes = point.Changed; changes < _changes; changes++)
        {
            var (to, from) = (Index(cluster, changes, 0), Index(cluster + 1, changes - point.Changed, 0));
            for (var need = 0; need < _needs; need++)
            {
                var key = point.Key + _keys[from + Math.Max(0, need - gain)];
                if (key < _keys[to + need]) _keys[to + need] = key;
            }
        }
    }

    private int Index(int cluster, int changes, int need) => (((cluster * _changes) + changes) * _needs) + need;
}
