namespace Tocsin.Conformance.Reviews;

/// <summary>The clock of one instance, which may be wrong and may step back.</summary>
internal sealed class ModelClock(ModelTime time) : TimeProvider
{
    /// <summary>By how much it is wrong; whole minutes.</summary>
    public TimeSpan Skew { get; set; }

    public override DateTimeOffset GetUtcNow() => time.Tick() + Skew;
}
