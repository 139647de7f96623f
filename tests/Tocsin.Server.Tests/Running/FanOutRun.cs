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
/// <param name="PerSecond">Updates a second; a tenth of them change a level.</param>
/// <param name="WarmUp">For how long before anything counts, so that code is compiled as it will stay.</param>
/// <param name="Duration">For how long then.</param>
/// <param name="HasDeaf">True for the one that never reads; it is cut only if changes enough come.</param>
internal sealed record FanOutRun(
    int Subscribers, int Branches, int Borrowers, int PerSecond, TimeSpan WarmUp, TimeSpan Duration, bool HasDeaf)
{
    /// <summary>Runs it on an empty place.</summary>
    public async Task<FanOutReport> RunAsync(StorePlace place, params string[] settings)
    {
        await using var server = await place.StartAsync(settings);
        var load = new BranchLoad(Branches, Borrowers);
        await load.PrepareAsync(server);
        await new Clients(server).AllReviewedAsync(load.Borrowers);
        var latencies = Enumerable.Range(0, Subscribers).Select(_ => new List<TimeSpan>()).ToArray();
        await using var crowd = await Crowd.JoinAsync(
            server.GrpcAddress, Subscribers,
            number => new WarningFilter { Labels = { ["lender.branch"] = BranchLoad.Branch(number % Branches) } },
            (number, change, arrived) => latencies[number].Add(load.Since(change.Warning.BorrowerId, arrived)));
        await load.RunAsync(server, PerSecond, WarmUp);
        await AllSeenAsync(load, crowd, latencies);
        foreach (var list in latencies) list.Clear();
        load.Restart();
        var deaf = HasDeaf ? EndOfDeafAsync(server) : Task.FromResult<RpcException?>(null);
        var memory = new List<long> { server.ResidentBytes };
        using var over = new CancellationTokenSource();
        var watching = WatchMemoryAsync(server, memory, over.Token);
        var started = Stopwatch.GetTimestamp();
        await load.RunAsync(server, PerSecond, Duration);
        var took = Stopwatch.GetElapsedTime(started);
        var expected = await AllSeenAsync(load, crowd, latencies);
        await over.CancelAsync();
        await watching;
        return new FanOutReport(
            load, took, [.. latencies.SelectMany(list => list)], expected, await deaf, crowd.Fault, memory);
    }

    private async Task<long> AllSeenAsync(BranchLoad load, Crowd crowd, List<TimeSpan>[] latencies)
    {
        var expected = load.Changes * Subscribers / Branches;
        await Eventually.SoAsync(
            () => Task.FromResult(crowd.Fault is not null || latencies.Sum(list => (long)list.Count) >= expected),
            "every change has reached its subscribers");
        return expected;
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
/// <param name="Latencies">From when each update was due to each subscriber's change.</param>
/// <param name="Expected">How many changes the subscribers together were to see.</param>
/// <param name="Deaf">How the one that never reads was ended; null when it was not.</param>
/// <param name="Fault">Why another was ended; null when none was.</param>
/// <param name="Memory">The server's resident bytes, each second.</param>
internal sealed record FanOutReport(
    BranchLoad Load, TimeSpan Took, IReadOnlyList<TimeSpan> Latencies, long Expected, RpcException? Deaf, string? Fault,
    IReadOnlyList<long> Memory);
