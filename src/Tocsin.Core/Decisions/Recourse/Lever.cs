using Tocsin.Core.Features;

namespace Tocsin.Core.Decisions.Recourse;

/// <summary>
/// One thing that can be changed by itself: a feature, the time waited, or the amount. Immutable.
/// </summary>
/// <param name="Kind">Who or what changes it.</param>
/// <param name="Slots">The inputs it sets, in the layout's order.</param>
/// <param name="Points">
/// What it can be, the cheapest first; the first is as it is now, costs nothing and takes no time. No two cost the
/// same.
/// </param>
internal sealed record Lever(
    RecourseChangeKind Kind, IReadOnlyList<InputSlot> Slots, IReadOnlyList<LeverPoint> Points);

/// <summary>One state of a lever.</summary>
/// <param name="Values">The values of its slots, in their order.</param>
/// <param name="Cost">Its cost in thousandths.</param>
/// <param name="Takes">How long it takes; null when nothing is said.</param>
internal sealed record LeverPoint(IReadOnlyList<FeatureValue> Values, long Cost, TimeSpan? Takes);
