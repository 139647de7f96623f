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
    bool Masked);
