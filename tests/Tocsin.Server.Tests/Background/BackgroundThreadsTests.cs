using System.Diagnostics;
using Tocsin.Server.Background;
using Tocsin.Server.Tests.Running;
using Xunit;

namespace Tocsin.Server.Tests.Background;

public class BackgroundThreadsTests
{
    private static readonly TimeSpan _longest = TimeSpan.FromMilliseconds(50);

    [Fact(Timeout = 60_000)]
    public async Task RunAsync_WorkThatYieldsAndWaits_GoesOnOnItsThreads()
    {
        using var threads = new BackgroundThreads(2, share: 1);
        var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var seen = threads.RunAsync(
            async () =>
            {
                var names = new List<string?> { Thread.CurrentThread.Name };
                await Task.Yield();
                names.Add(Thread.CurrentThread.Name);
                await signal.Task;
                names.Add(Thread.CurrentThread.Name);
                return names;
            },
            TestContext.Current.CancellationToken);
        signal.SetResult();

        Assert.Equal(Enumerable.Repeat(nameof(BackgroundThreads), 3), await seen);
        Assert.NotEqual(nameof(BackgroundThreads), Thread.CurrentThread.Name);
    }

    [Fact(Timeout = 60_000)]
    public async Task RunAsync_Parallel_TakesNoMoreThreadsThanThereAre()
    {
        using var threads = new BackgroundThreads(1, share: 1);
        var (running, most) = (0, 0);

        await threads.RunAsync(
            () =>
            {
                var options = new ParallelOptions { TaskScheduler = TaskScheduler.Current };
                Parallel.For(0, 1_000, options, _ =>
                {
                    most = Math.Max(most, Interlocked.Increment(ref running));
                    Interlocked.Decrement(ref running);
                });
                return most;
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(1, most);
    }

    [Fact(Timeout = 60_000)]
    public async Task RunAsync_NothingElseToDo_KeepsNothingOfTheLast()
    {
        using var threads = new BackgroundThreads(1, share: 1);

        var made = await Make(threads);

        await Eventually.SoAsync(
            () =>
            {
                GC.Collect();
                return !made.IsAlive;
            },
            "it is collected");

        static async Task<WeakReference> Make(BackgroundThreads threads) => new(
            await threads.RunAsync(() => new object(), TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = 60_000)]
    public async Task RunAsync_WorkMeetsAFault_TellsIt()
    {
        using var threads = new BackgroundThreads(1, share: 1);

        var fault = await Assert.ThrowsAsync<InvalidDataException>(
            () => threads.RunAsync(Fail, TestContext.Current.CancellationToken));

        Assert.Equal("odd", fault.Message);
        Assert.Equal(7, await threads.RunAsync(() => 7, TestContext.Current.CancellationToken));

        static int Fail() => throw new InvalidDataException("odd");
    }

    [Fact]
    public async Task RunAsync_CancelledBeforeItsTurn_IsNotDone()
    {
        using var threads = new BackgroundThreads(1, share: 1);
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => threads.RunAsync(() => 7, cancelled));
    }

    // A thread that works half of the time rests as long as it worked, or longer; after no turn for more than 100 ms.
    [Fact(Timeout = 60_000)]
    public async Task RunAsync_ShareOfAProcessor_RestsAfterItsTurns()
    {
        using var threads = new BackgroundThreads(1, share: 0.5);
        var began = Stopwatch.GetTimestamp();

        var worked = await threads.RunAsync(
            async () =>
            {
                var busy = TimeSpan.Zero;
                for (var turn = 0; turn < 20; turn++)
                {
                    var turned = Stopwatch.GetTimestamp();
                    Spin(TimeSpan.FromMilliseconds(1));
                    var took = Stopwatch.GetElapsedTime(turned);
                    busy += took < _longest ? took : _longest;
                    await Task.Yield();
                }

                return busy;
            },
            TestContext.Current.CancellationToken);

        // The last turn rests after the work has told its end, and less than a millisecond is left for later.
        var least = (worked * 1.95) - TimeSpan.FromMilliseconds(1);
        Assert.True(Stopwatch.GetElapsedTime(began) >= least);
    }

    // The same within one piece of work, which then need not wait for anything to rest.
    [Fact(Timeout = 60_000)]
    public async Task Breathe_WithinWork_RestsAsItsShareAsks()
    {
        using var threads = new BackgroundThreads(1, share: 0.5);
        var began = Stopwatch.GetTimestamp();

        var worked = await threads.RunAsync(
            () =>
            {
                var busy = TimeSpan.Zero;
                for (var turn = 0; turn < 20; turn++)
                {
                    var turned = Stopwatch.GetTimestamp();
                    Spin(TimeSpan.FromMilliseconds(1));
                    var took = Stopwatch.GetElapsedTime(turned);
                    busy += took < _longest ? took : _longest;
                    BackgroundThreads.Breathe();
                }

                return busy;
            },
            TestContext.Current.CancellationToken);

        Assert.True(Stopwatch.GetElapsedTime(began) >= (worked * 1.95) - TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public void Breathe_OnAnyOtherThread_DoesNothing()
    {
        BackgroundThreads.Breathe();

        Assert.NotEqual(nameof(BackgroundThreads), Thread.CurrentThread.Name);
    }

    // Whatever is due after a long turn, a rest is short: whoever cancels waits for it.
    [Fact(Timeout = 60_000)]
    public async Task Dispose_WhileAThreadRests_EndsTheRest()
    {
        var threads = new BackgroundThreads(1, share: 0.001);
        await threads.RunAsync(() => Spin(TimeSpan.FromMilliseconds(5)), TestContext.Current.CancellationToken);

        threads.Dispose();

        Assert.Equal(7, await threads.RunAsync(() => 7, TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = 60_000)]
    public async Task RunAsync_AfterTheEnd_IsDoneByThePool()
    {
        var threads = new BackgroundThreads(1, share: 1);
        threads.Dispose();

        var isOfThePool = await threads.RunAsync(
            () => Thread.CurrentThread.IsThreadPoolThread, TestContext.Current.CancellationToken);

        Assert.True(isOfThePool);
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0)]
    [InlineData(1, 1.1)]
    public void Constructor_OutOfBounds_IsRefused(int count, double share) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BackgroundThreads(count, share));

    private static bool Spin(TimeSpan time)
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < time) Thread.SpinWait(100);
        return true;
    }
}
