using System.Diagnostics;
using Grpc.Net.Client;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;

namespace Tocsin.Proofs;

/// <summary>
/// What <see cref="FanOutRun"/> is held against: as many subscribers of as many branches, and as many messages to
/// them, from a server that stores and reviews nothing but writes the same bytes to a branch when it is called.
/// </summary>
/// <param name="Subscribers">How many.</param>
/// <param name="Branches">How many branches they share.</param>
/// <param name="PerSecond">Calls a second, each for the next branch.</param>
/// <param name="WarmUp">For how long before anything counts.</param>
/// <param name="Duration">For how long then.</param>
internal sealed record BareFanOutRun(
    int Subscribers, int Branches, int PerSecond, TimeSpan WarmUp, TimeSpan Duration)
{
    private readonly List<long>[] _due = [.. Enumerable.Range(0, Branches).Select(_ => new List<long>())];
    private readonly List<DueArrival>[] _arrivals =
        [.. Enumerable.Range(0, Subscribers).Select(_ => new List<DueArrival>())];

    private long _expected;
    private long _came;

    /// <summary>Runs it.</summary>
    /// <param name="bare">The server.</param>
    /// <param name="measure">Given the part that counts, to run it and to look at what it takes.</param>
    /// <returns>What came, and what went wrong.</returns>
    public async Task<(IReadOnlyList<DueArrival> Arrivals, IReadOnlyList<string> Faults)> RunAsync(
        ServedProcess bare, Func<Func<Task>, Task> measure)
    {
        using var channel = GrpcChannel.ForAddress(bare.Address);
        await using var crowd = await Crowd.JoinAsync(
            bare.Address, Subscribers,
            number => new WarningFilter { Labels = { ["lender.branch"] = BranchLoad.Branch(number % Branches) } },
            Take);
        await AskAsync(channel, crowd, WarmUp);
        var counted = Stopwatch.GetTimestamp();
        await measure(() => AskAsync(channel, crowd, Duration));
        return (
            [.. _arrivals.SelectMany(arrivals => arrivals).Where(arrival => arrival.Due >= counted)],
            crowd.Fault is { } fault ? [fault] : []);
    }

    private async Task AskAsync(GrpcChannel channel, Crowd crowd, TimeSpan duration)
    {
        var server = channel.CreateCallInvoker();
        await PacedCalls.RunAsync(PerSecond, duration, (sent, due) =>
        {
            var branch = (int)(sent % Branches);
            lock (_due[branch]) _due[branch].Add(due);
            Interlocked.Add(ref _expected, ((Subscribers - branch - 1) / Branches) + 1);
            return BareServer.WriteToAsync(server, BranchLoad.Branch(branch));
        });
        await Eventually.SoAsync(
            () => crowd.Fault is not null || Interlocked.Read(ref _came) >= Interlocked.Read(ref _expected),
            "every message has reached its subscribers");
    }

    // What comes to a subscriber comes in the order in which it was asked for.
    private void Take(int number, WarningChange change, long arrived)
    {
        var (arrivals, due) = (_arrivals[number], _due[number % Branches]);
        long asked;
        lock (due) asked = due[arrivals.Count];
        arrivals.Add(new DueArrival(asked, arrived));
        Interlocked.Increment(ref _came);
    }
}
