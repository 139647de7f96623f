namespace Tocsin.Proofs;

/// <summary>Durations in short.</summary>
internal sealed class Quantiles(IEnumerable<TimeSpan> durations)
{
    private readonly TimeSpan[] _ordered = [.. durations.Order()];

    /// <summary>The longest.</summary>
    public TimeSpan Longest => _ordered[^1];

    /// <summary>Down to one in a thousand.</summary>
    public string Fine =>
        $"p50 {Text(0.5)}, p99 {Text(0.99)}, p99.9 {Text(0.999)}, max {Text(1)} over {_ordered.Length}";

    /// <inheritdoc/>
    public override string ToString() =>
        $"p50 {Text(0.5)}, p99 {Text(0.99)}, max {Text(1)} over {_ordered.Length}";

    /// <summary>The shortest that such a share of them does not exceed.</summary>
    public TimeSpan Of(double share) => _ordered[Math.Max(0, (int)Math.Ceiling(_ordered.Length * share) - 1)];

    private string Text(double share) => $"{Of(share).TotalMilliseconds:f2} ms";
}
