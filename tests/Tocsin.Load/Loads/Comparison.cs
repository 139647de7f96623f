using Tocsin.Load.Servers;

namespace Tocsin.Load.Loads;

/// <summary>
/// The same calls on several servers in turn: first as many as each answers, a few rounds of it, then at two rates that
/// all of them can hold, so that latencies are compared at the same load.
/// </summary>
/// <param name="plan">How long and how often.</param>
/// <param name="tell">Told what is being measured.</param>
internal sealed class Comparison(LoadPlan plan, Action<string> tell)
{
    // Parts of the lowest ceiling.
    private static readonly double[] _shares = [0.5, 0.85];

    /// <summary>Measures all of them.</summary>
    public async Task<IReadOnlyList<ContenderFigures>> RunAsync(IReadOnlyList<Contender> contenders)
    {
        var closed = contenders.Select(_ => new List<LoadFigures>()).ToArray();
        // What was prepared may still be worked on.
        await QuietServers.WaitAsync([.. contenders.Select(one => one.Server)], tell);
        foreach (var one in contenders) await WithAsync(one, load => load.ClosedAsync(plan.Callers, plan.Window));
        for (var round = 1; round <= plan.Rounds; round++)
        {
            foreach (var (index, one) in contenders.Index())
            {
                tell($"{one.Server.Name}: as many calls as it answers, round {round} of {plan.Rounds}");
                closed[index].Add(await WithAsync(one, load => load.ClosedAsync(plan.Callers, plan.Window)));
            }
        }

        var figures = contenders.Select((one, index) => new ContenderFigures(one.Server.Name, closed[index], []))
            .ToList();
        var lowest = figures.Min(one => one.Ceiling);
        foreach (var share in _shares)
        {
            foreach (var (index, one) in contenders.Index())
            {
                var rate = share * lowest;
                tell($"{one.Server.Name}: {rate:f0} calls a second");
                figures[index].Open.Add(new OpenFigures(
                    share, rate, await WithAsync(one, load => load.OpenAsync(rate, plan.Window))));
            }
        }

        return figures;
    }

    private async Task<LoadFigures> WithAsync(Contender contender, Func<CallLoad, Task<LoadFigures>> measure)
    {
        using var load = new CallLoad(contender, plan.Connections);
        var figures = await measure(load);
        return figures with { Rested = await QuietServers.WaitAsync([contender.Server], tell) };
    }
}
