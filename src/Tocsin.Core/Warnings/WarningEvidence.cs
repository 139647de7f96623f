using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Warnings;

/// <summary>One value that an indicator read when it changed.</summary>
/// <param name="Feature">The feature, <c>view.feature</c>.</param>
/// <param name="Value">The value as canonical text; empty when there was none or it is masked.</param>
/// <param name="Status">Present, missing or stale.</param>
/// <param name="Unit">The catalogue's unit; empty when it has none.</param>
/// <param name="ObservedAt">When the value held; null when the view was never sent.</param>
/// <param name="Threshold">The condition that was compared with it, as written in the rule set.</param>
/// <param name="Masked">True when the feature is personal, so that its value is not carried.</param>
public sealed record WarningEvidence(
    string Feature,
    string Value,
    string Status,
    string Unit,
    DateTimeOffset? ObservedAt,
    string Threshold,
    bool Masked)
{
    /// <summary>The values that a condition reads in a profile. Personal ones are named but not shown.</summary>
    internal static IReadOnlyList<WarningEvidence> Of(Condition condition, BorrowerProfile profile) =>
        [.. condition.Reads.Where(slot => slot.Feature is not null).Select(slot => Of(slot, condition.Text, profile))];

    private static WarningEvidence Of(InputSlot slot, string threshold, BorrowerProfile profile)
    {
        var feature = slot.Feature!;
        var value = feature.IsPersonal ? null : profile.ValueOf(slot)?.ToCanonicalText();
        var status = profile.IsPresent(slot.Index) ? "present" : profile.IsStale(slot.Index) ? "stale" : "missing";
        return new WarningEvidence(
            feature.FullName, value ?? "", status, feature.Unit, profile.ObservedAt(slot.Index), threshold,
            feature.IsPersonal);
    }
}
