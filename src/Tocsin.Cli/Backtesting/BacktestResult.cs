using Tocsin.Cli.Reports;
using Tocsin.Core.Monitoring;

namespace Tocsin.Cli.Backtesting;

/// <summary>What came of a backtest.</summary>
/// <param name="Rows">Rows read, the refused among them.</param>
/// <param name="Repeated">Rows that did not count, because a later one repeats their request.</param>
/// <param name="Refused">Rows that could not be used.</param>
/// <param name="Parts">The report of each part, that of the baseline first.</param>
/// <param name="Baseline">The baseline that the file gives, to be stored.</param>
/// <param name="DraftBecause">What nobody has confirmed of the policy; empty when it is no draft.</param>
internal sealed record BacktestResult(
    long Rows, long Repeated, RefusedRows Refused, IReadOnlyList<ReportPart> Parts, ModelBaseline Baseline,
    string DraftBecause);
