using System.Diagnostics;
using Grpc.Core;
using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// Subscribers that each watch one branch, while all borrowers are updated at a fixed rate; and, where asked for, one
/// more that wants everything and never reads.
/// </summary>
/// <param name="Subscribers">How many that read.</param>
/// <param name="Branches">How many branches they share.</param>
/// <param name="Borrowers">How many borrowers the branches have together.</param>
/// <param name="PerSecond">Updates a second.</param>
/// <param name="WarmUp">For how long before anything counts, so that code is compiled as it will stay.</param>
/// <param name="Duration">For how long then.</param>
/// <param name="HasDeaf">True for the one that never reads; it is cut only if changes enough come.</param>
internal sealed record FanOutRun(
    int Subscribers, int Branches, int Borrowers, int PerSecond, TimeSpan WarmUp, TimeSpan Duration, bool HasDeaf)
{
    /// <summary>One update of this many changes a level, 1 or more.</summary>
    public int UpdatesPerChange { get; init; } = 10;

    /// <summary>Runs it on an empty place.</summary>
    public async Task<FanOutReport> RunAsync(StorePlace place, params string[] settings)
    {
        await using var server = await place.StartAsync(settings);
        return await RunAsync(server, measured => measured());
    }

    /// <summary>Runs it on an empty server.</summary>
    /// <param name="server">The server.</param>
    /// <param name="measure">Given the part that counts, to run it and to look at what it takes.</param>
    public async Task<FanOutReport> RunAsync(ServerProcess server, Func<Func<Task>, Task> measure)
    {
        var load = new BranchLoad(Branches, Borrowers, UpdatesPerChange);
        await load.PrepareAsync(server);
        var deliveries = new Deliveries(load, Subscribers);
        await using var crowd = await Crowd.JoinAsync(
            server.GrpcAddress, Subscribers,
            number => new WarningFilter { Labels = { ["lender.branch"] = BranchLoad.Branch(number % Branches) } },
            deliveries.Take);
        await load.RunAsync(server, PerSecond, WarmUp);
        await deliveries.AllAsync(crowd);
        deliveries.Restart();
        load.Restart();
        var before = deliveries.Count;
        var deaf = HasDeaf ? EndOfDeafAsync(server) : Task.FromResult<RpcException?>(null);
        var memory = new List<long> { server.ResidentBytes };
        using var over = new CancellationTokenSource();
        var watching = WatchMemoryAsync(server, memory, over.Token);
        var took = TimeSpan.Zero;
        await measure(async () =>
        {
            var started = Stopwatch.GetTimestamp();
            await load.RunAsync(server, PerSecond, Duration);
            took = Stopwatch.GetElapsedTime(started);
            await deliveries.AllAsync(crowd);
        });
        await over.CancelAsync();
        await watching;
        return new FanOutReport(
            load, took, [.. deliveries.Arrivals], deliveries.Expected - before, await deaf,
            [.. deliveries.Faults, .. crowd.Fault is { } fault ? [fault] : Array.Empty<string>()], memory);
    }

    // It wants everything and reads nothing until the server has given it up; then it looks with what.
    private static async Task<RpcException?> EndOfDeafAsync(ServerProcess server)
    {
        using var page = new OperatorPage(server);
        using var deaf = await Watch.FromNowAsync(server);
        try
        {
            await Eventually.SoAsync(
                async () => await page.MetricAsync("tocsin_warning_subscribers_cut_total") >= 1, "it is cut");
            return await deaf.EndAsync();
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private static async Task WatchMemoryAsync(ServerProcess server, List<long> memory, CancellationToken over)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (await timer.WaitForNextTickAsync(over)) memory.Add(server.ResidentBytes);
        }
        catch (OperationCanceledException)
        {
            // It is over.
        }
    }
}

/// <summary>What came of it.</summary>
/// <param name="Load">The updates.</param>
/// <param name="Took">How long they took until all were answered.</param>
/// <param name="Arrivals">Each subscriber's changes, with when their updates were due.</param>
/// <param name="Expected">How many changes the subscribers together were to see.</param>
/// <param name="Deaf">How the one that never reads was ended; null when it was not.</param>
/// <param name="Faults">What was not brought as it should be, or whose subscription was ended otherwise.</param>
/// <param name="Memory">The server's resident bytes, each second.</param>
internal sealed record FanOutReport(
    BranchLoad Load, TimeSpan Took, IReadOnlyList<DueArrival> Arrivals, long Expected, RpcException? Deaf,
    IReadOnlyList<string> Faults, IReadOnlyList<long> Memory);
