using Tocsin.Load.Loads;

namespace Tocsin.Load.Reports;

/// <summary>What a scenario came to. Immutable.</summary>
/// <param name="Name">Its short name.</param>
/// <param name="About">What it measures, in a sentence.</param>
internal sealed record ScenarioReport(string Name, string About)
{
    /// <summary>The servers that were compared; the first is what the others are held against. May be empty.</summary>
    public IReadOnlyList<ContenderFigures> Contenders { get; init; } = [];

    /// <summary>What else was found, in the order in which it is told.</summary>
    public IReadOnlyList<NamedFigure> Figures { get; init; } = [];

    /// <summary>Latencies that are drawn besides those of the contenders.</summary>
    public IReadOnlyList<LatencyCurve> Curves { get; init; } = [];

    /// <summary>What it was to come to.</summary>
    public IReadOnlyList<Target> Targets { get; init; } = [];

    /// <summary>What happened that must not, besides wrong calls of the contenders; each in a sentence.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Calls of the contenders that failed or were answered otherwise.</summary>
    public long Wrong => Contenders.Sum(one => one.Wrong);

    /// <summary>True when nothing was wrong, whatever the figures are.</summary>
    public bool IsSound => Wrong == 0 && Faults.Count == 0;
}
