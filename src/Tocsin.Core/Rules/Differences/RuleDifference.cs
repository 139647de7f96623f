namespace Tocsin.Core.Rules.Differences;

/// <summary>One difference between two rule sets, in the words of the rules. Immutable.</summary>
/// <param name="Change">What became of it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Subject">
/// Its name with those of what it stands in, such as <c>early_warning_col/col_ltv/red</c>, or <c>view.feature</c>;
/// empty for what a rule set has one of.
/// </param>
/// <param name="Facet">
/// What of it differs, such as <c>expression</c>, <c>when_unknown</c> or <c>title.zh</c>; empty when it was added,
/// removed, renamed or moved as a whole. What was added or removed as a whole is followed by one difference for each
/// facet.
/// </param>
/// <param name="Before">
/// What the earlier set says: of a facet its value, of a whole the gist of it, of a move the place, of a
/// new name the name. Empty where there is nothing to say.
/// </param>
/// <param name="After">The same of the later set.</param>
/// <param name="File">The file of the later set in which it stands; of what was removed, that of the earlier.</param>
/// <remarks>
/// Texts hold no character that cannot be seen, are cut at <see cref="RuleDifferenceOptions.MaximumText"/> and never
/// equal on both sides of a change unless both are cut.
/// </remarks>
public sealed record RuleDifference(
    RuleChange Change, RuleSubjectKind Kind, string Subject, string Facet, string Before, string After, string File)
{
    /// <summary>The unit of both values; empty where they have none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The workflow in which the subject stands; empty when it stands in none.</summary>
    public string Workflow { get; init; } = "";

    /// <summary>The warning indicator that the subject is or stands in; empty when it does not.</summary>
    public string Indicator { get; init; } = "";

    /// <summary>
    /// The products whose policy it is or names its workflow, scale or matrix; of what is read by its name, the
    /// products whose rules read it, left out where <see cref="Affects"/> is. In order, at most
    /// <see cref="RuleDifferenceOptions.MaximumAffects"/>.
    /// </summary>
    public IReadOnlyList<string> Products { get; init; } = [];

    /// <summary>
    /// Of a parameter, feature view, feature, reason, action or table: what reads or names it in either set, such as
    /// <c>mse_knock_outs/firm_too_young</c>, in order, at most <see cref="RuleDifferenceOptions.MaximumAffects"/>.
    /// Empty for what merely describes it, such as its source, and for facets of what was added or removed as a whole.
    /// </summary>
    public IReadOnlyList<string> Affects { get; init; } = [];

    /// <summary>How many there are, those included that <see cref="Affects"/> leaves out.</summary>
    public int AffectsCount { get; init; }

    /// <summary>What it may change by itself.</summary>
    public RuleReach Reach { get; init; }
}
