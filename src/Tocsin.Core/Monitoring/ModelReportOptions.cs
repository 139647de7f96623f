namespace Tocsin.Core.Monitoring;

/// <summary>How a report is made. Immutable.</summary>
public sealed record ModelReportOptions
{
    /// <summary>The PD above which a default is foretold, for the confusion table.</summary>
    public double Cut { get; init; } = 0.5;

    /// <summary>A grade whose defaults would be less likely than this has too low a PD.</summary>
    public double TestLevel { get; init; } = 0.05;

    /// <summary>What is binned for the PSI; null for the measure that the model is ranked by.</summary>
    public ScoreMeasure? BinnedMeasure { get; init; }

    /// <summary>The edges of the bins, which a baseline is made with; null for tenths of the baseline.</summary>
    public ScoreBins? Bins { get; init; }
}
