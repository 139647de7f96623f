namespace Tocsin.Core.Decisions.Recourse;

/// <summary>
/// Finds the cheapest way, and then the cheapest ones that do not change all that an earlier one changes.
/// </summary>
/// <remarks>
/// Whatever does not change all of some sets leaves alone at least one lever of each. So the next way is the best of
/// those found while one lever of each earlier way stays as it is, over every choice of these.
/// </remarks>
internal sealed class DiverseWays(
    LeverProblem problem, int mostChanges, Func<Way, bool> isTurned, SearchBudget budget)
{
    // By the levers that stay as they are. Without a way there is none with more that stay, either.
    private readonly Dictionary<ulong, Way?> _found = [];

    /// <summary>The ways, the cheapest first; fewer where there are no more, or the budget is spent.</summary>
    public IReadOnlyList<Way> Find(int most)
    {
        var ways = new List<Way>();
        var untouched = new HashSet<ulong> { 0 };
        while (ways.Count < most && Best(untouched) is { } best)
        {
            ways.Add(best);
            if (budget.IsSpent) break;
            untouched = [.. untouched.SelectMany(levers =>
                (levers & best.Mask) != 0 ? [levers] : Bits(best.Mask).Select(lever => levers | lever))];
        }

        return ways;
    }

    private Way? Best(HashSet<ulong> untouched)
    {
        Way? best = null;
        foreach (var levers in untouched.Order())
        {
            var way = Without(levers);
            // Half of a search proves nothing about the other half.
            if (budget.IsSpent) return way is null && best is null ? null : (way ?? best)! with { IsCheapest = false };
            if (way is not null && (best is null || way.Key < best.Key)) best = way;
        }

        return best;
    }

    private Way? Without(ulong levers)
    {
        foreach (var (fewer, known) in _found)
        {
            if ((fewer & levers) == fewer && (known is null || (known.Mask & levers) == 0)) return known;
        }

        var clusters = problem.Clusters.Select(cluster => cluster.Without(levers)).ToList();
        return _found[levers] = WaySearch.Find(clusters, problem.Need, mostChanges, isTurned, budget);
    }

    private static IEnumerable<ulong> Bits(ulong mask)
    {
        for (; mask != 0; mask &= mask - 1) yield return mask & (~mask + 1);
    }
}
