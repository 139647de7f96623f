using Tocsin.Load.Loads;

namespace Tocsin.Load.Reports;

/// <summary>One server in one scenario, as the table of everything shows it.</summary>
/// <param name="Scenario">The scenario's short name.</param>
/// <param name="Figures">What the server came to.</param>
/// <param name="Limit">What the first server of the scenario came to, which it is held against.</param>
internal sealed record RatioRow(string Scenario, ContenderFigures Figures, ContenderFigures Limit)
{
    /// <summary>Its throughput, to that of the first.</summary>
    public double Throughput => Figures.ThroughputTo(Limit);

    /// <summary>At half the load; null where no load was at a fixed rate.</summary>
    public LoadFigures? Half => Figures.Open.Count > 0 ? Figures.Open[0].Figures : null;

    /// <summary>Its p99 at half the load, to that of the first.</summary>
    public double? P99 => Half?.Milliseconds(99) / Limit.Open.FirstOrDefault()?.Figures.Milliseconds(99);

    /// <summary>The longest stall in any load at a fixed rate; null where there was none.</summary>
    public TimeSpan? LongestStall => Figures.Open.Max(open => open.Figures.Stalls?.Longest);

    /// <summary>The rows of all scenarios that compare servers.</summary>
    public static IReadOnlyList<RatioRow> Of(IEnumerable<ScenarioReport> reports) =>
    [
        .. reports.SelectMany(report => report.Contenders.Select(
            figures => new RatioRow(report.Name, figures, report.Contenders[0]))),
    ];
}
