namespace Tocsin.Conformance.Reviews;

/// <summary>
/// The time of a model, which every look at a clock moves on a little, so that no two looks are equal.
/// </summary>
internal sealed class ModelTime
{
    /// <summary>The true time.</summary>
    public DateTimeOffset Now { get; private set; } = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Moves on.</summary>
    public void Advance(TimeSpan by) => Now += by;

    /// <summary>Moves on by a microsecond and reads.</summary>
    public DateTimeOffset Tick() => Now += TimeSpan.FromMicroseconds(1);
}
