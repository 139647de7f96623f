using Grpc.Net.Client;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;

namespace Tocsin.Proofs;

/// <summary>
/// Subscribers of everything: every change goes to every one of them, as fast as changes can be made. And the same
/// number of subscribers of a server that only writes.
/// </summary>
internal sealed class FanAllRun
{
    // As many changes as wait for a subscriber without its having to read them from the log.
    private const int MostUnderWay = 256;

    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(3);

    private readonly int _subscribers;
    private readonly int _changes;
    private readonly BranchLoad _load;
    private readonly Deliveries _deliveries;

    /// <summary>Has changed nothing yet.</summary>
    /// <param name="subscribers">How many.</param>
    /// <param name="changes">How many changes a round has.</param>
    public FanAllRun(int subscribers, int changes)
    {
        (_subscribers, _changes) = (subscribers, changes);
        _load = new BranchLoad(branches: 1, changes, updatesPerChange: 1);
        _deliveries = new Deliveries(_load, subscribers);
    }

    /// <summary>How many messages a round has.</summary>
    public long Messages => (long)_subscribers * _changes;

    /// <summary>What was not brought as it should be, in all rounds of Tocsin so far.</summary>
    public IReadOnlyList<string> Faults => [.. _deliveries.Faults, .. _load.Faults];

    /// <summary>A message as the subscribers got it in the last round of Tocsin.</summary>
    public WatchWarningsResponse Message { get; private set; } = new();

    /// <summary>Gives an empty server the borrowers.</summary>
    public Task PrepareAsync(ServerProcess server) => _load.PrepareAsync(server);

    /// <summary>Further rounds on Tocsin, each of which changes every borrower once.</summary>
    /// <param name="server">The server.</param>
    /// <param name="rounds">How many.</param>
    /// <param name="measure">Given a round, to run it and to look at what it takes; told its number.</param>
    public async Task RunAsync(
        ServerProcess server, int rounds, Func<int, Func<Task<TimeSpan>>, Task> measure)
    {
        using var room = new SemaphoreSlim(MostUnderWay);
        Arrivals? arrivals = null;
        await using var crowd = await Crowd.JoinAsync(server.GrpcAddress, _subscribers, _ => null, Take);
        for (var round = 0; round < rounds; round++)
        {
            Volatile.Write(ref arrivals, new Arrivals(Messages));
            await measure(round, async () =>
            {
                // One after the other until all are sent, unless nobody is there any more to see them.
                await Task.WhenAny(_load.FlipAllAsync(server, room), crowd.Broken);
                return await arrivals!.AllAsync(crowd).WaitAsync(_limit);
            });
            await _deliveries.AllAsync(crowd);
            Message = new WatchWarningsResponse { Change = arrivals!.Last };
        }

        void Take(int subscriber, WarningChange change, long arrived)
        {
            _deliveries.Take(subscriber, change, arrived);
            // As many came as there are subscribers: about one change has come to all of them.
            if (Volatile.Read(ref arrivals)?.Take(change, arrived) % _subscribers == 0) room.Release();
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
            bare.Address, _subscribers, _ => null,
            (_, change, arrived) => Volatile.Read(ref arrivals)?.Take(change, arrived));
        for (var round = 0; round < rounds; round++)
        {
            Volatile.Write(ref arrivals, new Arrivals(Messages));
            await measure(round, async () =>
            {
                await BareServer.WriteAsync(channel.CreateCallInvoker(), _changes);
                return await arrivals!.AllAsync(crowd).WaitAsync(_limit);
            });
        }
    }
}
