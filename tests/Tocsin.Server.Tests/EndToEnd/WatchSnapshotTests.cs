using Tocsin.Conformance;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>A snapshot and what follows it have no seam, however much happens meanwhile.</summary>
public sealed class WatchSnapshotTests(RedisServer redis)
{
    private const int Snapshots = 5;
    private const int Updates = 1_500;

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Redis)]
    public async Task Snapshot_UnderUpdates_BecomesTheFinalState(StoreKind kind)
    {
        using var folder = new TemporaryFolder();
        // What follows a snapshot is read only at the end; nobody is to be given up for it meanwhile.
        await using var server = await StorePlace.Of(kind, folder, redis).StartAsync(
            "Warnings:CheckpointMs=200", "Warnings:SubscriberQueueLength=1000000", "Warnings:StallMs=600000");
        var clients = new Clients(server);
        var driver = new UpdateDriver(borrowers: 300, seed: 7);
        using var stop = new CancellationTokenSource();
        var driving = driver.DriveAsync(server, stop.Token);
        var views = new List<(Watch Watch, Dictionary<string, WarningLevel> Open)>();
        for (var i = 1; i <= Snapshots; i++)
        {
            var enough = i * Updates / Snapshots;
            await Eventually.SoAsync(() => Task.FromResult(driver.Count >= enough), "updates are acknowledged");
            var watch = await Watch.FromSnapshotAsync(server);
            views.Add((watch, await ReadSnapshotAsync(watch)));
        }

        await stop.CancelAsync();
        await driving;
        await SettledAsync(driver, clients);
        var final = await clients.OpenAsync();
        using var now = await Watch.FromNowAsync(server);

        foreach (var (watch, open) in views)
        {
            foreach (var change in await watch.ToCursorAsync(now.Cursor)) Apply(open, change);
            Assert.Equal(final.ToDictionary(warning => warning.Id, warning => warning.Level), open);
            watch.Dispose();
        }
    }

    private static async Task<Dictionary<string, WarningLevel>> ReadSnapshotAsync(Watch watch)
    {
        var (entries, changes) = await watch.SnapshotAsync();
        var open = entries.ToDictionary(entry => entry.Warning.Id, entry => entry.Warning.Level);
        foreach (var change in changes) Apply(open, change);
        return open;
    }

    // Every change follows the one before it: a seam would show as a level that was never reached.
    private static void Apply(Dictionary<string, WarningLevel> open, WarningChange change)
    {
        var id = change.Warning.Id;
        var before = open.GetValueOrDefault(id, WarningLevel.None);
        // What had closed before the snapshot was read is told once more, and says so.
        if (open.ContainsKey(id)) Assert.Equal(change.LevelBefore, before);
        if (change.Warning.Level == WarningLevel.None) open.Remove(id);
        else open[id] = change.Warning.Level;
    }

    private static async Task SettledAsync(UpdateDriver driver, Clients clients)
    {
        foreach (var borrower in driver.LastAcknowledged.Keys)
        {
            await Eventually.SoAsync(
                async () =>
                {
                    var status = await clients.Warnings.GetBorrowerStatusAsync(
                        new GetBorrowerStatusRequest { BorrowerId = borrower });
                    return status.ReviewedRevision == status.FeaturesRevision;
                },
                $"{borrower} is reviewed");
        }
    }
}
