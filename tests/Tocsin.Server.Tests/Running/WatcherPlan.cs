using Tocsin.V1;
using CoreLevel = Tocsin.Core.Warnings.WarningLevel;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// What one watcher of many wants and how it behaves. What its filter means is written down here once more, apart from
/// the server that is held to it.
/// </summary>
/// <param name="Name">By which a fault names it.</param>
/// <param name="Filter">Which warnings.</param>
internal sealed record WatcherPlan(string Name, WarningFilter Filter)
{
    /// <summary>True when it starts with a snapshot, in the midst of a run; false from now, before the run.</summary>
    public bool IsLate { get; init; }

    /// <summary>True when it is the client library's subscription; false for bare calls.</summary>
    public bool IsLibrary { get; init; }

    /// <summary>After how many changes it hangs up and goes on by its cursor; 0 never.</summary>
    public int CutAfter { get; init; }

    /// <summary>The address it goes to first, of those there are.</summary>
    public int Address { get; init; }

    /// <summary>A row of watchers of every kind.</summary>
    /// <param name="count">How many.</param>
    /// <param name="borrowers">The borrowers there are.</param>
    /// <param name="seed">What decides about whom and when.</param>
    public static IReadOnlyList<WatcherPlan> Draw(int count, IReadOnlyList<string> borrowers, int seed)
    {
        var random = new Random(seed);
        var some = random.GetItems(borrowers.ToArray(), Math.Max(1, borrowers.Count / 20)).Distinct();
        WatcherPlan[] kinds =
        [
            new("everything", new WarningFilter()),
            new("a branch", new WarningFilter { Labels = { ["lender.branch"] = FeatureUpdates.Branches[0] } })
            {
                IsLate = true,
            },
            new("orange and above", new WarningFilter { MinimumLevel = WarningLevel.Orange }) { IsLibrary = true },
            new("everything from a snapshot", new WarningFilter()) { IsLate = true },
            new("two families", new WarningFilter { Families = { "txn", "tax" } }),
            new("some borrowers", new WarningFilter { BorrowerIds = { some } }) { IsLibrary = true },
            new("red of a branch", new WarningFilter
            {
                MinimumLevel = WarningLevel.Red,
                Labels = { ["lender.branch"] = FeatureUpdates.Branches[1] },
            })
            {
                IsLate = true,
            },
        ];
        return [.. Enumerable.Range(0, count).Select(index => kinds[index % kinds.Length] with
        {
            Name = $"watcher {index + 1} ({kinds[index % kinds.Length].Name})",
            IsLibrary = kinds[index % kinds.Length].IsLibrary ^ (index / kinds.Length % 2 == 1),
            Address = index,
            CutAfter = index % 2 == 0 ? 0 : random.Next(20, 120),
        })];
    }

    /// <summary>True when a change of the log is to be told.</summary>
    public bool Wants(Core.Warnings.WarningChange change) => change.Warning is { } warning
        ? IsAbout(change.Borrower.Value, warning.Family)
            && (Fits(Level(change.LevelBefore), change.Before.Labels)
                || Fits(Level(warning.Level), change.After.Labels))
        : WantsWatch(change.Borrower.Value, change.Before.Labels, change.After.Labels);

    /// <summary>True when a place on the watch list, under these labels before or after, belongs to the view.</summary>
    public bool WantsWatch(string borrower, params IEnumerable<KeyValuePair<string, string>>[] labels) =>
        Filter.Families.Count == 0 && IsAbout(borrower, "")
        && labels.Any(one => Filter.Labels.All(wanted => one.Contains(wanted)));

    /// <summary>True when an open warning belongs to the view.</summary>
    public bool Wants(Core.Warnings.Warning warning, Core.Warnings.BorrowerWarnings state) =>
        IsAbout(state.Borrower.Value, warning.Family) && Fits(Level(warning.Level), state.Labels);

    /// <summary>True when a warning that was told, at a level and under labels, belongs to the view.</summary>
    public bool Wants(Warning warning, WarningLevel level, BorrowerSituation borrower) =>
        IsAbout(warning.BorrowerId, warning.Family) && Fits(level, borrower.Labels);

    private bool IsAbout(string borrower, string family) =>
        (Filter.BorrowerIds.Count == 0 || Filter.BorrowerIds.Contains(borrower))
        && (Filter.Families.Count == 0 || Filter.Families.Contains(family));

    private bool Fits(WarningLevel level, IEnumerable<KeyValuePair<string, string>> labels) =>
        level >= Filter.MinimumLevel && Filter.Labels.All(labels.Contains);

    /// <summary>A level as it goes over the wire.</summary>
    public static WarningLevel Level(CoreLevel level) => Enum.Parse<WarningLevel>(level.ToString());
}
