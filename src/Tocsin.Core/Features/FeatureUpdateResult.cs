namespace Tocsin.Core.Features;

/// <summary>What became of an update, once its values and its review mark are durable.</summary>
/// <param name="Revision">
/// The borrower's features revision after the update: it grows by one with each update that applied a view. Zero
/// means that the borrower has no stored features. A borrower that comes back after its erasure begins above every
/// revision it ever had, so that a number never stands for two sets of values.
/// </param>
/// <param name="Views">
/// The outcomes, in the order of the update's views; none where <see cref="RevisionDiffers"/>.
/// </param>
public sealed record FeatureUpdateResult(long Revision, IReadOnlyList<FeatureViewOutcome> Views)
{
    /// <summary>
    /// True when the update expected another revision than the stored one, so that nothing was looked at or applied.
    /// </summary>
    public bool RevisionDiffers => Views.Count == 0;

    /// <summary>
    /// True when at least one view was applied: then, and only then, the borrower was marked for review.
    /// </summary>
    public bool Changed => Views.Contains(FeatureViewOutcome.Applied) && !Refused;

    /// <summary>True when a view conflicted, so that nothing was applied.</summary>
    public bool Refused => Views.Contains(FeatureViewOutcome.Conflict);
}

/// <summary>What became of one view of an update.</summary>
public enum FeatureViewOutcome
{
    /// <summary>The view's values replaced what was stored.</summary>
    Applied,

    /// <summary>The stored view is newer; nothing changed.</summary>
    IgnoredOlder,

    /// <summary>The same observed-at and the same content are stored already; nothing changed.</summary>
    Repeated,

    /// <summary>
    /// The same observed-at is stored with other content and the update is no correction. Nothing of the whole
    /// update is applied.
    /// </summary>
    Conflict,
}
