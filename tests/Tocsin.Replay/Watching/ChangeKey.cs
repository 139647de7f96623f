using Tocsin.Replay.Monthly;
using Tocsin.V1;

namespace Tocsin.Replay.Watching;

/// <summary>What changes are counted by.</summary>
/// <param name="Month">The month whose values caused it, by the evidence that the change carries.</param>
/// <param name="Indicator">The indicator.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Before">The warning's level before.</param>
/// <param name="After">Its level after.</param>
internal sealed record ChangeKey(
    Month Month, string Indicator, WarningChangeKind Kind, WarningLevel Before, WarningLevel After)
{
    /// <summary>True when the warning became worse.</summary>
    public bool IsRise => After > Before;

    /// <summary>The key of a change; null when no feature stands behind it, so that it has no month.</summary>
    public static ChangeKey? Of(WarningChange change)
    {
        var observed = change.Warning.Evidence.Where(evidence => evidence.ObservedAt is not null)
            .Select(evidence => evidence.ObservedAt.ToDateTimeOffset()).ToList();
        return observed.Count == 0 ? null : new ChangeKey(
            Month.Of(observed.Max()), change.Warning.Indicator, change.Kind, change.LevelBefore, change.Warning.Level);
    }
}
