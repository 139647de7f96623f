using Tocsin.Replay.Feeding;
using Tocsin.Replay.Invoices;
using Tocsin.Replay.Monthly;
using Tocsin.Replay.Watching;
using Tocsin.V1;

namespace Tocsin.Replay;

/// <summary>Feeds month after month into a server while a subscription counts the changes.</summary>
internal sealed class ReplayRun(InvoiceFolder folder, ReplayServer server, TimeProvider clock)
{
    private readonly FeedCount _count = new();
    private readonly List<DefaulterCheck> _checks = [];
    private readonly ServerWarnings _warnings = new(new WarningService.WarningServiceClient(server.Channel));

    /// <summary>Runs it.</summary>
    /// <param name="last">The last month to feed; null for the last that is whole.</param>
    /// <param name="onMonth">Told before each month: how many are done, of how many, and which comes next.</param>
    public async Task<ReplayResult> RunAsync(Month? last, Action<int, int, Month> onMonth)
    {
        var client = new WarningService.WarningServiceClient(server.Channel);
        var borrowers = folder.Enterprises.Select(one => one.Name).ToHashSet(StringComparer.Ordinal);
        await using var watcher = await WarningWatcher.StartAsync(client, clock, new WarningTally(borrowers));
        watcher.Know(await _warnings.RevisionsAsync(borrowers));
        var feed = new FeatureFeed(new FeatureService.FeatureServiceClient(server.Channel), _count);
        var months = Months(last);
        var started = clock.GetTimestamp();
        foreach (var (index, month) in months.Index())
        {
            onMonth(index, months.Count, month);
            await feed.PutAsync(MonthlyUpdates.Of(folder, month));
            if (month == DefaulterCheck.CheckMonth) await CheckAsync(watcher, month);
        }

        var elapsed = clock.GetElapsedTime(started);
        await watcher.SeenAsync(await _warnings.RevisionsAsync(borrowers));
        return watcher.Read(tally => new ReplayResult(
            months, _count, elapsed, new Dictionary<ChangeKey, int>(tally.Changes), tally.Undated, tally.Gaps,
            _checks));
    }

    // From the first month of which anything is known.
    private List<Month> Months(Month? last)
    {
        var first = Month.Of(folder.First);
        var end = last is { } wanted && wanted < folder.LastWholeMonth ? wanted : folder.LastWholeMonth;
        return [.. Enumerable.Range(0, Math.Max(0, end.Index - first.Index + 1)).Select(index => first + index)
            .SkipWhile(month => MonthlyUpdates.Of(folder, month).Count == 0)];
    }

    private async Task CheckAsync(WarningWatcher watcher, Month month)
    {
        await watcher.SeenAsync(await _warnings.RevisionsAsync(folder.Enterprises.Select(one => one.Name)));
        var standing = watcher.Read(tally => tally.Standing.ToList());
        foreach (var indicator in (string[])[DefaulterCheck.ZeroSalesMonths, DefaulterCheck.SalesDrop])
        {
            var listed = await _warnings.BorrowersAtAsync(indicator, DefaulterCheck.FlagLevel);
            _checks.Add(DefaulterCheck.Of(indicator, month, folder.Enterprises, standing, listed));
        }
    }
}
