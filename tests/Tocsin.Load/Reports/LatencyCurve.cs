using HdrHistogram;

namespace Tocsin.Load.Reports;

/// <summary>Latencies that are drawn by percentile.</summary>
/// <param name="Plot">The plot it is drawn in, such as the load; curves of one plot are compared.</param>
/// <param name="Name">What the curve is of.</param>
/// <param name="Latencies">In nanoseconds.</param>
internal sealed record LatencyCurve(string Plot, string Name, LongHistogram Latencies);
