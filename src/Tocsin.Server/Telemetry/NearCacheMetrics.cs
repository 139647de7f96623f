using Prometheus;

namespace Tocsin.Server.Telemetry;

/// <summary>What is counted of the near cache. Thread-safe.</summary>
internal sealed class NearCacheMetrics
{
    private readonly MetricFactory _factory;
    private readonly CollectorRegistry _registry;

    public NearCacheMetrics(ServerMetrics metrics)
    {
        _registry = metrics.Registry;
        _factory = Metrics.WithCustomRegistry(_registry);
        var reads = _factory.CreateCounter(
            "tocsin_near_cache_reads_total",
            "Borrowers that were asked for: hit, miss, joined (another read it already), unconfirmed (the store did "
            + "not answer, an older value was used), unread (it did not answer, and nothing is known).", "result");
        (Hits, Misses, Joined) = (reads.WithLabels("hit"), reads.WithLabels("miss"), reads.WithLabels("joined"));
        (Unconfirmed, Unread) = (reads.WithLabels("unconfirmed"), reads.WithLabels("unread"));
        Forgotten = _factory.CreateCounter(
            "tocsin_near_cache_forgotten_total", "Borrowers that were forgotten because they were written.");
        Evicted = _factory.CreateCounter(
            "tocsin_near_cache_evicted_total", "Borrowers that made room for others.");
        Breaks = _factory.CreateCounter(
            "tocsin_near_cache_breaks_total", "Times that what was written may not have been told.");
    }

    public Counter.Child Hits { get; }

    public Counter.Child Misses { get; }

    public Counter.Child Joined { get; }

    public Counter.Child Unconfirmed { get; }

    public Counter.Child Unread { get; }

    public Counter Forgotten { get; }

    public Counter Evicted { get; }

    public Counter Breaks { get; }

    /// <summary>Tells what it holds, whenever metrics are collected.</summary>
    public void Holds(Func<(long Bytes, int Borrowers)> held)
    {
        var bytes = _factory.CreateGauge("tocsin_near_cache_bytes", "Bytes that borrowers take in memory, about.");
        var borrowers = _factory.CreateGauge("tocsin_near_cache_borrowers", "Borrowers in memory.");
        _registry.AddBeforeCollectCallback(() =>
        {
            var (size, count) = held();
            bytes.Set(size);
            borrowers.Set(count);
        });
    }
}
