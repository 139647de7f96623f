using Tocsin.Conformance.Reviews;
using Tocsin.Core.Previews;
using Tocsin.Core.Storage;
using Tocsin.Server.Background;
using Tocsin.Server.Previews;
using Tocsin.Server.Settings;
using Xunit;

namespace Tocsin.Server.Tests.Previews;

public sealed class BorrowerPreviewRunTests(PreviewedStore store) : IClassFixture<PreviewedStore>
{
    private const int Borrowers = 200;

    private readonly RuleSetPreview _preview = store.Stricter;

    [Theory(Timeout = 60_000)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task RunAsync_SomeThreads_LooksAtEveryBorrowerOnce(int workers)
    {
        await store.StoreAsync(Borrowers, debtToAssets: 0.65);
        var watch = new PreviewWatch();

        var report = await RunAsync(store.Sqlite, workers, watch, TestContext.Current.CancellationToken);

        Assert.Equal(Borrowers, report.Warnings!.Borrowers);
        Assert.Equal(new PreviewStep(PreviewPhase.Borrowers, Borrowers, Borrowers), watch.Step);
        Assert.Equal([(PreviewGap.NotBooked, (long)Borrowers)], report.Gaps);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task RunAsync_StoreGoesAwayMeanwhile_TellsItAndStopsTheOthers(int workers)
    {
        await store.StoreAsync(Borrowers, debtToAssets: 0.65);
        var away = new StoreThatGoesAway(store.Sqlite) { After = 50 };

        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => RunAsync(away, workers, new PreviewWatch(), TestContext.Current.CancellationToken));

        Assert.InRange(away.Reads, 51, Borrowers);
    }

    [Fact(Timeout = 60_000)]
    public async Task RunAsync_CancelledMeanwhile_EndsSoon()
    {
        await store.StoreAsync(Borrowers, debtToAssets: 0.65);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var slow = new StoreThatGoesAway(store.Sqlite) { After = Borrowers, OnRead = reads => CancelAt(reads, stop) };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => RunAsync(slow, 2, new PreviewWatch(), stop.Token));

        Assert.InRange(slow.Reads, 50, Borrowers - 1);
    }

    private static void CancelAt(int reads, CancellationTokenSource stop)
    {
        if (reads == 50) stop.Cancel();
    }

    private async Task<PreviewReport> RunAsync(
        IStore read, int workers, PreviewWatch watch, CancellationToken cancellation)
    {
        using var threads = new BackgroundThreads(workers, share: 1);
        var run = new BorrowerPreviewRun(read, _preview, 1, new RuleSettings { PreviewWorkers = workers }, watch);
        return await threads.RunAsync(() => run.RunAsync(store.Partitions, cancellation), cancellation);
    }

    private sealed class StoreThatGoesAway(IStore inner) : StoreDecorator(inner)
    {
        private int _reads;

        public required int After { get; init; }

        public Action<int> OnRead { get; init; } = _ => { };

        public int Reads => Volatile.Read(ref _reads);

        protected override ValueTask<T> CallAsync<T>(string what, Func<ValueTask<T>> call)
        {
            if (!what.StartsWith("reads features", StringComparison.Ordinal)) return call();
            var reads = Interlocked.Increment(ref _reads);
            OnRead(reads);
            return reads <= After ? call() : throw new StoreUnavailableException("It went away.");
        }
    }
}
