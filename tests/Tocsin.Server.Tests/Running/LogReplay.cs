using Tocsin.Core.Features;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// What a store's log, read from its first entry on, makes of each borrower. It can be read on later: it keeps what the
/// entries came to, not the entries.
/// </summary>
internal sealed class LogReplay
{
    private const int Page = 1_000;

    private readonly Dictionary<int, LogPosition> _heads = [];
    private readonly Dictionary<BorrowerId, ReplayedBorrower> _borrowers = [];

    /// <summary>Entries read so far.</summary>
    public long Entries { get; private set; }

    /// <summary>Changes in them.</summary>
    public long Changes { get; private set; }

    /// <summary>A borrower, as its entries leave it.</summary>
    public ReplayedBorrower Of(BorrowerId borrower) => _borrowers.GetValueOrDefault(borrower) ?? new();

    /// <summary>Reads on to the heads.</summary>
    /// <param name="store">The store.</param>
    /// <param name="partitions">How many partitions it has.</param>
    /// <param name="seen">Given each new entry with its partition, in order.</param>
    /// <returns>What is wrong with the log.</returns>
    public async Task<IReadOnlyList<string>> ReadAsync(IStore store, int partitions, Action<int, LogEntry>? seen = null)
    {
        var faults = new List<string>();
        for (var partition = 0; partition < partitions; partition++)
        {
            var last = _heads.GetValueOrDefault(partition);
            var check = await store.Warnings.ReadCheckAsync(partition, last.Sequence, CancellationToken.None);
            if (last.Sequence > 0 && check != last.Check)
                faults.Add($"partition {partition}: entry {last.Sequence} is not the one that was there before");
            var extent = await store.Warnings.ReadExtentAsync(partition, CancellationToken.None);
            last = await ReadPartitionAsync(store, partition, last, faults, seen);
            if (extent.Head != last)
                faults.Add($"partition {partition}: the head is {extent.Head}, the last entry {last}");
            _heads[partition] = last;
        }

        return faults;
    }

    private async Task<LogPosition> ReadPartitionAsync(
        IStore store, int partition, LogPosition last, List<string> faults, Action<int, LogEntry>? seen)
    {
        while (true)
        {
            var page = await store.Warnings.ReadLogAsync(partition, last.Sequence, Page, CancellationToken.None);
            foreach (var entry in page)
            {
                if (entry.Position.Sequence != last.Sequence + 1)
                    faults.Add($"partition {partition}: {entry.Position.Sequence} follows {last.Sequence}");
                last = entry.Position;
                if (!_borrowers.TryGetValue(entry.Borrower, out var borrower))
                    _borrowers.Add(entry.Borrower, borrower = new ReplayedBorrower());
                faults.AddRange(borrower.Apply(entry));
                seen?.Invoke(partition, entry);
                Entries++;
                Changes += entry.Changes.Count;
            }

            if (page.Count < Page) return last;
        }
    }
}

/// <summary>A borrower, as the entries of the log leave it.</summary>
internal sealed class ReplayedBorrower
{
    private readonly Dictionary<string, (long Revision, string Sum)> _warnings = new(StringComparer.Ordinal);

    private WatchlistEntry? _place;

    /// <summary>The last entry's sequence; 0 when there was none.</summary>
    public long Sequence { get; private set; }

    /// <summary>The borrower's level.</summary>
    public WarningLevel Level { get; private set; }

    /// <summary>Its warnings in one line each, in order; comparable with <see cref="SumsOf"/>.</summary>
    public IEnumerable<string> Sums => _warnings.Values.Select(warning => warning.Sum).Append(Sum(_place))
        .Order(StringComparer.Ordinal);

    /// <summary>A state's warnings in one line each, in order.</summary>
    public static IEnumerable<string> SumsOf(BorrowerWarnings state) =>
        state.Warnings.Select(Sum).Append(Sum(state.Watch)).Order(StringComparer.Ordinal);

    /// <summary>Applies an entry, and says what of it does not follow.</summary>
    public IEnumerable<string> Apply(LogEntry entry)
    {
        var faults = new List<string>();
        foreach (var change in entry.Changes)
        {
            if (change.Watch is { } place)
            {
                if (place.Revision != (_place?.Revision ?? 0) + 1)
                    faults.Add($"{entry.Borrower}: {change.Id} does not follow {_place?.Revision}");
                _place = change.After.OnWatchlist ? place : null;
                continue;
            }

            var before = _warnings.GetValueOrDefault(change.Warning!.Id).Revision;
            if (change.Warning!.Revision != before + 1 || change.Before.Level != Level)
                faults.Add($"{entry.Borrower}: {change.Id} does not follow {before} at level {Level}");
            _warnings[change.Warning!.Id] = (change.Warning!.Revision, Sum(change.Warning));
        }

        if (entry.Changes.Count > 0) Level = entry.Changes[^1].After.Level;
        Sequence = entry.Position.Sequence;
        return faults;
    }

    private static string Sum(WatchlistEntry? place) => place is null ? "off" : $"{place.Id}:{place.Revision}";

    private static string Sum(Warning warning) => $"{warning.Id}:{warning.Revision}:{warning.Level}:{warning.State}";
}
