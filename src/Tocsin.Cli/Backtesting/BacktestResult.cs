using Tocsin.Cli.Reports;
using Tocsin.Core.Monitoring;

namespace Tocsin.Cli.Backtesting;

/// <summary>What came of a backtest.</summary>
/// <param name="Rows">Rows read, the refused among them.</param>
/// <param name="Repeated">Rows that did not count, because a later one repeats their request.</param>
/// <param name="Refused">Rows that could not be used.</param>
/// <param name="Parts">The report of each part, that of the baseline first.</param>
/// <param name="Baseline">What the parts were compared with, or can be from now on.</param>
internal sealed record BacktestResult(
    long Rows, long Repeated, RefusedRows Refused, IReadOnlyList<ReportPart> Parts, ModelBaseline Baseline);
