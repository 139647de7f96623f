using Tocsin.Load.Servers;

namespace Tocsin.Load.Loads;

/// <summary>
/// The same calls on several servers in turn: first as many as each answers, then at two rates that all of them can
/// hold, so that latencies are compared at the same load. All of it in short rounds, since the machine changes.
/// </summary>
/// <param name="plan">How long and how often.</param>
/// <param name="tell">Told what is being measured.</param>
internal sealed class Comparison(LoadPlan plan, Action<string> tell)
{
    // Parts of the lowest ceiling.
    private static readonly double[] _shares = [0.5, 0.85];

    // A shorter one would not show how calls pile up where a server is slower than they come.
    private static readonly TimeSpan _shortestPart = TimeSpan.FromSeconds(2);

    /// <summary>Measures all of them.</summary>
    public async Task<IReadOnlyList<ContenderFigures>> RunAsync(IReadOnlyList<Contender> contenders)
    {
        var servers = contenders.Select(one => one.Server).ToArray();
        var loads = contenders.Select(one => new CallLoad(one, plan.Connections)).ToArray();
        try
        {
            // What was prepared may still be worked on.
            await QuietServers.WaitAsync(servers, tell);
            await InTurnAsync(1, "warms up", load => load.ClosedAsync(plan.Callers, plan.Window));
            var closed = await InTurnAsync(
                plan.Rounds, "as many calls as it answers", load => load.ClosedAsync(plan.Callers, plan.Window));
            var figures = servers.Select((one, at) => new ContenderFigures(one.Name, closed[at], [])).ToArray();
            var lowest = figures.Min(one => one.Ceiling);
            var parts = Math.Clamp((int)(plan.Window / _shortestPart), 1, plan.Rounds);
            foreach (var share in _shares)
            {
                var rate = share * lowest;
                var open = await InTurnAsync(
                    parts, $"{rate:f0} calls a second", load => load.OpenAsync(rate, plan.Window / parts));
                foreach (var (at, one) in figures.Index())
                    one.Open.Add(new OpenFigures(share, rate, LoadFigures.Sum(open[at])));
            }

            return figures;
        }
        finally
        {
            foreach (var load in loads) load.Dispose();
        }

        async Task<List<LoadFigures>[]> InTurnAsync(int rounds, string what, Func<CallLoad, Task<LoadFigures>> measure)
        {
            var found = loads.Select(_ => new List<LoadFigures>()).ToArray();
            var order = Enumerable.Range(0, loads.Length).ToArray();
            for (var round = 1; round <= rounds; round++)
            {
                foreach (var at in order)
                {
                    tell($"{servers[at].Name}: {what}, round {round} of {rounds}");
                    var figures = await measure(loads[at]);
                    found[at].Add(figures with { Rested = await QuietServers.WaitAsync([servers[at]], tell) });
                }

                // There and back, so that none always finds the machine as the same other left it.
                Array.Reverse(order);
            }

            return found;
        }
    }
}
