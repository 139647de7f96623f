namespace Tocsin.Core.Rules.Differences;

/// <summary>What differs between two rule sets: rule by rule and parameter by parameter. Immutable.</summary>
/// <remarks>
/// Files are compared by what they say, not by how they say it: white space, comments, the order of keys, how numbers
/// and texts are spelled, and in which file a workflow stands make no difference; anything else does, what is written
/// out though it is the default included. Nothing is compiled, so that sets that cannot be activated are compared, too.
/// </remarks>
/// <param name="Differences">
/// The differences: manifest, parameters, features, reasons and actions first, then workflows, policies and what
/// belongs to them, examples last; all of one subject beside each other.
/// </param>
/// <param name="IsCut">True when there were more than <see cref="RuleDifferenceOptions"/> allows.</param>
/// <param name="Reach">
/// What the differences may change, with all that follows: decisions that read how warnings stand change with these.
/// What is not in it comes out the same for every borrower. Everything when <paramref name="IsCut"/>.
/// </param>
public sealed record RuleSetDifferences(IReadOnlyList<RuleDifference> Differences, bool IsCut, RuleReach Reach)
{
    /// <summary>Compares two rule sets.</summary>
    /// <param name="before">The earlier one.</param>
    /// <param name="after">The later one.</param>
    /// <param name="options">Bounds; the defaults when null.</param>
    /// <param name="cancellation">Ends the comparison.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static RuleSetDifferences Between(
        RuleFiles before, RuleFiles after, RuleDifferenceOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (before.Digest == after.Digest) return new RuleSetDifferences([], false, RuleReach.None);
        var earlier = new RuleDocuments(before, cancellation);
        var later = new RuleDocuments(after, cancellation);
        var list = new DifferenceList(options ?? new RuleDifferenceOptions(), new SubjectUses(earlier, later));
        // What is the same on both sides cancels out, whatever it is.
        var left = earlier.SameIn(later).ToHashSet(StringComparer.Ordinal);
        TellOfFaults(earlier, later, left, list);
        new SubjectComparison(list, cancellation).Compare(
            new SubjectReader(earlier, left).Read(), new SubjectReader(later, left).Read(), isOrdered: false);
        return new RuleSetDifferences(list.Differences, list.IsCut, list.Reach);
    }

    // What a file was to say that cannot be read nobody knows: its other side is not taken for added or removed.
    private static void TellOfFaults(
        RuleDocuments before, RuleDocuments after, HashSet<string> left, DifferenceList list)
    {
        foreach (var path in before.Paths.Union(after.Paths).Order(StringComparer.Ordinal))
        {
            if (left.Contains(path) || (before.FaultOf(path) is null && after.FaultOf(path) is null)) continue;
            left.Add(path);
            var change = !before.Has(path) ? RuleChange.Added
                : after.Has(path) ? RuleChange.Changed : RuleChange.Removed;
            list.Add(new RuleDifference(
                change, RuleSubjectKind.File, FacetText.Seen(path), "", StateOf(before, path), StateOf(after, path),
                FacetText.Seen(path)), subject: null);
        }
    }

    private static string StateOf(RuleDocuments documents, string path) =>
        documents.FaultOf(path) ?? (documents.Has(path) ? "can be read" : "");
}
