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

    private string Text(double share)
    {
        var index = Math.Max(0, (int)Math.Ceiling(_ordered.Length * share) - 1);
        return $"{_ordered[index].TotalMilliseconds:f2} ms";
    }
}
