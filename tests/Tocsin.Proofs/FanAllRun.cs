using Grpc.Net.Client;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;

namespace Tocsin.Proofs;

/// <summary>
/// Subscribers of everything: every change goes to every one of them, as fast as changes can be made. And the same
/// number of subscribers of a server that only writes.
/// </summary>
/// <param name="subscribers">How many.</param>
/// <param name="changes">How many changes a round has.</param>
internal sealed class FanAllRun(int subscribers, int changes)
{
    // As many changes as wait for a subscriber without its having to read them from the log.
    private const int MostUnderWay = 256;

    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(3);

    private readonly BranchLoad _load = new(branches: 1, changes, updatesPerChange: 1);

    /// <summary>How many messages a round has.</summary>
    public long Messages => (long)subscribers * changes;

    /// <summary>A message as the subscribers got it in the last round of Tocsin.</summary>
    public WatchWarningsResponse Message { get; private set; } = new();

    /// <summary>Gives an empty server the borrowers.</summary>
    public Task PrepareAsync(ServerProcess server) => _load.PrepareAsync(server);

    /// <summary>Rounds on Tocsin, each of which changes every borrower once.</summary>
    /// <param name="server">The server.</param>
    /// <param name="rounds">How many.</param>
    /// <param name="measure">Given a round, to run it and to look at what it takes; told its number.</param>
    /// <returns>What was not brought as it should be.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(
        ServerProcess server, int rounds, Func<int, Func<Task<TimeSpan>>, Task> measure)
    {
        var deliveries = new Deliveries(_load, subscribers);
        using var room = new SemaphoreSlim(MostUnderWay);
        Arrivals? arrivals = null;
        await using var crowd = await Crowd.JoinAsync(server.GrpcAddress, subscribers, _ => null, Take);
        for (var round = 0; round < rounds; round++)
        {
            Volatile.Write(ref arrivals, new Arrivals(Messages));
            await measure(round, async () =>
            {
                // One after the other until all are sent, unless nobody is there any more to see them.
                await Task.WhenAny(_load.FlipAllAsync(server, room), crowd.Broken);
                return await arrivals!.AllAsync(crowd).WaitAsync(_limit);
            });
            await deliveries.AllAsync(crowd);
            Message = new WatchWarningsResponse { Change = arrivals!.Last };
        }

        return [.. deliveries.Faults, .. _load.Faults];

        void Take(int subscriber, WarningChange change, long arrived)
        {
            deliveries.Take(subscriber, change, arrived);
            // As many came as there are subscribers: about one change has come to all of them.
            if (Volatile.Read(ref arrivals)?.Take(change, arrived) % subscribers == 0) room.Release();
        }
    }

    /// <summary>The same rounds of bare writes.</summary>
    /// <param name="bare">A server that writes <see cref="Message"/>.</param>
    /// <param name="rounds">How many.</param>
    /// <param name="measure">Given a round, to run it and to look at what it takes; told its number.</param>
    public async Task RunBareAsync(ServedProcess bare, int rounds, Func<int, Func<Task<TimeSpan>>, Task> measure)
    {
        Arrivals? arrivals = null;
        using var channel = GrpcChannel.ForAddress(bare.Address);
        await using var crowd = await Crowd.JoinAsync(
            bare.Address, subscribers, _ => null,
            (_, change, arrived) => Volatile.Read(ref arrivals)?.Take(change, arrived));
        for (var round = 0; round < rounds; round++)
        {
            Volatile.Write(ref arrivals, new Arrivals(Messages));
            await measure(round, async () =>
            {
                await BareServer.WriteAsync(channel.CreateCallInvoker(), changes);
                return await arrivals!.AllAsync(crowd).WaitAsync(_limit);
            });
        }
    }
}
