using Tocsin.Load.Servers;
using Tocsin.V1;

namespace Tocsin.Load.Loads;

/// <summary>
/// The same calls on several servers in turn: first as many as each answers, a few rounds of it, then at two rates that
/// all of them can hold, so that latencies are compared at the same load.
/// </summary>
/// <param name="plan">How long and how often.</param>
/// <param name="request">The request of a call, by its number.</param>
/// <param name="isRight">True for the answer that a call should have.</param>
/// <param name="tell">Told what is being measured.</param>
internal sealed class Comparison(
    LoadPlan plan, Func<long, DecideRequest> request, Func<DecideResponse, bool> isRight, Action<string> tell)
{
    // Parts of the lowest ceiling.
    private static readonly double[] _shares = [0.5, 0.85];

    /// <summary>Measures all of them.</summary>
    public async Task<IReadOnlyList<ContenderFigures>> RunAsync(IReadOnlyList<MeasuredServer> servers)
    {
        var closed = servers.Select(_ => new List<LoadFigures>()).ToArray();
        foreach (var server in servers) await WithAsync(server, load => load.ClosedAsync(plan.Callers, plan.Window));
        for (var round = 1; round <= plan.Rounds; round++)
        {
            foreach (var (index, server) in servers.Index())
            {
                tell($"{server.Name}: as many calls as it answers, round {round} of {plan.Rounds}");
                closed[index].Add(await WithAsync(server, load => load.ClosedAsync(plan.Callers, plan.Window)));
            }
        }

        var figures = servers.Select((server, index) => new ContenderFigures(server.Name, closed[index], [])).ToList();
        var lowest = figures.Min(one => one.Ceiling);
        foreach (var share in _shares)
        {
            foreach (var (index, server) in servers.Index())
            {
                var rate = share * lowest;
                tell($"{server.Name}: {rate:f0} calls a second");
                figures[index].Open.Add(new OpenFigures(
                    share, rate, await WithAsync(server, load => load.OpenAsync(rate, plan.Window))));
            }
        }

        return figures;
    }

    private async Task<LoadFigures> WithAsync(MeasuredServer server, Func<CallLoad, Task<LoadFigures>> measure)
    {
        using var load = new CallLoad(server, plan.Connections, request, isRight);
        return await measure(load);
    }
}
