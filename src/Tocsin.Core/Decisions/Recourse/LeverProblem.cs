namespace Tocsin.Core.Decisions.Recourse;

/// <summary>
/// A borrower's levers sorted into clusters, with the points that the clusters must give together: what is left of
/// policy and catalogue once everything was tried that can be tried lever by lever.
/// </summary>
/// <param name="Clusters">The clusters; every lever is in one.</param>
/// <param name="Need">The points that they must give together.</param>
internal sealed record LeverProblem(IReadOnlyList<LeverCluster> Clusters, long Need)
{
    /// <summary>Sorts it; null when the budget does not last.</summary>
    /// <param name="factors">The policy's factors.</param>
    /// <param name="levers">The levers.</param>
    /// <param name="profile">The borrower's profile under them.</param>
    /// <param name="options">How far the search goes.</param>
    /// <param name="budget">What is left of its bounds.</param>
    public static LeverProblem? Of(
        IReadOnlyList<PolicyFactor> factors, IReadOnlyList<Lever> levers, ChangedProfile profile,
        RecourseOptions options, SearchBudget budget)
    {
        var need = 0L;
        var open = new HashSet<int>();
        var tables = new List<FactorTable>();
        foreach (var factor in factors)
        {
            int[] scope = [.. factor.Reads.SelectMany(slot => profile.LeversOf(slot.Index)).Distinct().Order()];
            if (!factor.IsWhole) open.UnionWith(scope);
            if (scope.Length == 0)
            {
                var value = factor.Judge(profile.Profile);
                // Nothing that can be changed changes this.
                if (value == PolicyFactor.Refused) return new LeverProblem([], long.MaxValue);
                need -= value;
            }
            else if (FactorTable.SizeOf(scope, levers) > options.TableLimit)
            {
                open.UnionWith(scope);
                need -= factor.Most;
            }
            else
            {
                if (FactorTable.Fill(factor, scope, levers, profile, budget) is not { } table) return null;
                tables.Add(table);
            }
        }

        var classes = levers.Select((lever, number) =>
            LeverClasses.Of(number, lever.Points.Count, tables, open.Contains(number))).ToList();
        var clusters = new List<LeverCluster>();
        foreach (var group in Groups(levers.Count, tables))
        {
            var own = tables.Where(table => group.Contains(table.Levers[0])).ToList();
            var cluster = LeverCluster.Combine(
                group, classes, levers, own, open, (options.MostChanges, budget));
            if (cluster is null) return null;
            clusters.Add(cluster);
        }

        return new LeverProblem(clusters, need);
    }

    // Levers that a table has together belong together, and so do those that belong to a third.
    private static IEnumerable<IReadOnlyList<int>> Groups(int levers, IReadOnlyList<FactorTable> tables)
    {
        var first = Enumerable.Range(0, levers).ToArray();
        foreach (var table in tables)
        {
            foreach (var lever in table.Levers.Skip(1))
            {
                var (to, from) = (first[table.Levers[0]], first[lever]);
                for (var i = 0; i < levers; i++)
                {
                    if (first[i] == Math.Max(to, from)) first[i] = Math.Min(to, from);
                }
            }
        }

        return Enumerable.Range(0, levers).GroupBy(lever => first[lever]).Select(group => group.ToArray());
    }
}
