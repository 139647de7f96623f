using Tocsin.Core.Features;
using Tocsin.Core.Warnings;

namespace Tocsin.Core.Previews;

/// <summary>
/// One change of a warning, or of a borrower's place on the watch list, that an activation would make. Immutable.
/// </summary>
public sealed record PreviewedChange
{
    private PreviewedChange(WarningChange change, FeatureCatalogue live)
    {
        var (warning, after) = (change.Warning, change.After);
        Kind = change.Kind;
        Indicator = warning?.Indicator ?? "";
        Family = warning?.Family ?? "";
        Exposure = warning?.Exposure ?? "";
        LevelBefore = change.LevelBefore;
        LevelAfter = warning?.Level ?? WarningLevel.None;
        BorrowerBefore = change.Before.Level;
        BorrowerAfter = after.Level;
        Evidence = Shown(warning?.Evidence ?? [], live);
    }

    /// <summary>What would happen.</summary>
    public WarningChangeKind Kind { get; }

    /// <summary>The indicator; empty for a change of the watch list.</summary>
    public string Indicator { get; }

    /// <summary>Its family; empty for a change of the watch list.</summary>
    public string Family { get; }

    /// <summary>The exposure; empty for the borrower.</summary>
    public string Exposure { get; }

    /// <summary>The warning's level before; none for a change of the watch list.</summary>
    public WarningLevel LevelBefore { get; }

    /// <summary>The warning's level after; none for a change of the watch list.</summary>
    public WarningLevel LevelAfter { get; }

    /// <summary>The borrower's level before the review that makes it.</summary>
    public WarningLevel BorrowerBefore { get; }

    /// <summary>The borrower's level after that review.</summary>
    public WarningLevel BorrowerAfter { get; }

    /// <summary>
    /// The values behind it; those are named but not shown that either catalogue has as personal, or the live one has
    /// not at all.
    /// </summary>
    public IReadOnlyList<WarningEvidence> Evidence { get; }

    /// <summary>True when the live rules make the same change now.</summary>
    public bool IsDueAnyway { get; private init; }

    /// <summary>True when a review makes it that follows from where a connected party would stand.</summary>
    public bool IsConnected { get; private init; }

    /// <summary>The changes of the first review of a borrower under the candidate.</summary>
    /// <param name="changes">What the candidate changes.</param>
    /// <param name="due">What the live rules change.</param>
    /// <param name="live">The live catalogue, which says what is personal, too.</param>
    internal static IEnumerable<PreviewedChange> First(
        IReadOnlyList<WarningChange> changes, IReadOnlyList<WarningChange> due, FeatureCatalogue live)
    {
        var same = due.Select(KeyOf).ToHashSet();
        return changes.Select(
            change => new PreviewedChange(change, live) { IsDueAnyway = same.Contains(KeyOf(change)) });
    }

    /// <summary>The changes of a review that a connected party led to.</summary>
    internal static IEnumerable<PreviewedChange> Connected(
        IReadOnlyList<WarningChange> changes, FeatureCatalogue live) =>
        changes.Select(change => new PreviewedChange(change, live) { IsConnected = true });

    // A candidate that nobody has approved does not say what may be shown of a borrower.
    private static IReadOnlyList<WarningEvidence> Shown(
        IReadOnlyList<WarningEvidence> evidence, FeatureCatalogue live) => !evidence.Any(one => IsHidden(one, live))
            ? evidence
            : [.. evidence.Select(one => IsHidden(one, live) ? one with { Value = "", Masked = true } : one)];

    private static bool IsHidden(WarningEvidence evidence, FeatureCatalogue live)
    {
        if (live.FindFeature(evidence.Feature) is { } known) return known.IsPersonal && !evidence.Masked;
        return evidence.Value.Length > 0 && !ServerViews.Names.Contains(evidence.Feature.Split('.')[0]);
    }

    private static (WarningChangeKind, string, string, WarningLevel, WarningLevel) KeyOf(WarningChange change) => (
        change.Kind, change.Warning?.Indicator ?? "", change.Warning?.Exposure ?? "", change.LevelBefore,
        change.Warning?.Level ?? WarningLevel.None);
}
