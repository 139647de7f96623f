using Tocsin.Core.Features;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;
using Tocsin.Server.Warnings;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// Holds watchers that have caught up against a store: what each was told against what the log had for it, and its view
/// against the open warnings.
/// </summary>
internal sealed class FleetAudit
{
    private const int Page = 500;
    private const int MostTold = 3;

    private readonly IReadOnlyList<Due> _dues;

    /// <summary>Makes one; every watcher has its first cursor.</summary>
    public FleetAudit(IEnumerable<FleetWatcher> watchers) =>
        _dues = [.. watchers.Select(watcher => new Due(watcher, watcher.View.From!))];

    /// <summary>Takes an entry of the log; to be given every entry, in order.</summary>
    public void Take(int partition, LogEntry entry)
    {
        foreach (var due in _dues)
        {
            var start = due.From.Places[partition];
            if (entry.Position.Sequence < start.ReadAfter + 1) continue;
            var isShared = entry.Position.Sequence == start.Position.Sequence;
            for (var i = isShared ? start.Taken : 0; i < entry.Changes.Count; i++)
            {
                var change = entry.Changes[i];
                if (!due.Watcher.Plan.Wants(change)) continue;
                var borrower = entry.Borrower.Value;
                due.Trails[borrower] = due.Trails.GetValueOrDefault(borrower).With(change.Id);
            }
        }
    }

    /// <summary>After the last entry: what does not agree.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(IStore store)
    {
        var identity = await store.OpenAsync(CancellationToken.None);
        for (var partition = 0; partition < identity.Partitions; partition++)
        {
            BorrowerId? after = null;
            IReadOnlyList<BorrowerWarnings> page;
            do
            {
                page = await store.Warnings.ListAsync(partition, after, Page, openOnly: true, CancellationToken.None);
                foreach (var state in page) Take(state);
                after = page.Count == 0 ? null : page[^1].Borrower;
            }
            while (page.Count == Page);
        }

        return [.. _dues.SelectMany(due => due.Watcher.View.Faults.Concat(Faults(due)))];
    }

    private void Take(BorrowerWarnings state)
    {
        foreach (var due in _dues)
        {
            if (state.Watch is { } place && due.Watcher.Plan.WantsWatch(state.Borrower.Value, state.Labels))
                due.Open[WatchedView.PlaceOf(state.Borrower.Value)] = new WatchedWarning(place.Revision, default);
            foreach (var warning in state.Warnings)
            {
                if (!warning.IsOpen || !due.Watcher.Plan.Wants(warning, state)) continue;
                due.Open[warning.Id] = new WatchedWarning(warning.Revision, WatcherPlan.Level(warning.Level));
            }
        }
    }

    private static IEnumerable<string> Faults(Due due)
    {
        var name = due.Watcher.Plan.Name;
        var told = due.Watcher.View.Trails;
        var other = due.Trails.Keys.Union(told.Keys)
            .Where(borrower => due.Trails.GetValueOrDefault(borrower) != told.GetValueOrDefault(borrower)).ToList();
        var open = due.Watcher.View.Open;
        var wrong = due.Open.Keys.Union(open.Keys)
            .Where(id => !Equals(Find(due.Open, id), Find(open, id))).ToList();
        return other.Take(MostTold)
            .Select(borrower => $"{name} was told {Line(told.GetValueOrDefault(borrower))} of {borrower}, "
                + $"the log has {Line(due.Trails.GetValueOrDefault(borrower))}")
            .Concat(wrong.Take(MostTold)
                .Select(id => $"{name} knows {Find(open, id)} of {id}, the store {Find(due.Open, id)}"))
            .Concat(More(name, "borrowers' changes", other.Count)).Concat(More(name, "open warnings", wrong.Count));

        static string Line(ChangeTrail trail) => $"{trail.Count} changes up to {trail.Last}";
    }

    private static WatchedWarning? Find(IReadOnlyDictionary<string, WatchedWarning> open, string id) =>
        open.TryGetValue(id, out var found) ? found : null;

    private static IEnumerable<string> More(string name, string what, int count) =>
        count > MostTold ? [$"{name}: {count} {what} differ in all"] : [];

    // What one watcher should have been told and should know.
    private sealed record Due(FleetWatcher Watcher, WarningCursor From)
    {
        public Dictionary<string, ChangeTrail> Trails { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, WatchedWarning> Open { get; } = new(StringComparer.Ordinal);
    }
}
