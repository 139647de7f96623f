using System.Diagnostics;
using Grpc.Core;
using Tocsin.Load.Reports;
using Tocsin.Load.Servers;

namespace Tocsin.Load.Loads;

/// <summary>A time in which the store was of one kind, such as slow.</summary>
/// <param name="Name">Of which, in a few words.</param>
/// <param name="From">When it began, as <see cref="Stopwatch"/> counts.</param>
/// <param name="Until">When it ended.</param>
/// <param name="Usage">What the server took meanwhile.</param>
internal sealed record StorePhase(string Name, long From, long Until, ServerUsage Usage)
{
    /// <summary>The calls that were due in it.</summary>
    public IEnumerable<StoreCall> Of(IEnumerable<StoreCall> calls) =>
        calls.Where(call => call.Time.Due >= From && call.Time.Due < Until);

    /// <summary>What the decisions came to that were due in it.</summary>
    public LoadFigures Decisions(StoreLoad load) => LoadFigures.Of(
        Of(load.Decided).Select(call => call.Time), Stopwatch.GetElapsedTime(From, Until), Usage, []);

    /// <summary>What was found in it.</summary>
    public IEnumerable<NamedFigure> Figures(StoreLoad load)
    {
        var (decided, tried) = (Of(load.Decided).ToArray(), Of(load.Tried).ToArray());
        var refused = tried.Where(call => call.Status == StatusCode.Unavailable).ToArray();
        return
        [
            .. LatencyFigures.Of($"{Name}: decisions", Decisions(load)),
            .. LatencyFigures.CostOf($"{Name}: decisions", Decisions(load)),
            new($"{Name}: degraded and said so", decided.Count(call => call.IsDegraded)),
            new($"{Name}: of them decided from memory", decided.Count(call => call.IsDegraded && !call.IsIncomplete)),
            new($"{Name}: updates acknowledged", tried.Count(call => call.Status == StatusCode.OK)),
            new($"{Name}: updates refused as UNAVAILABLE", refused.Length),
            new($"{Name}: updates, longest until answered",
                tried.Select(call => call.Time.Took.TotalMilliseconds).DefaultIfEmpty().Max(), "ms"),
        ];
    }
}
