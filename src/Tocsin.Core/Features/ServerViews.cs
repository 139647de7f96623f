namespace Tocsin.Core.Features;

/// <summary>
/// The views that the server itself writes: a catalogue that wants to read them declares them with the features that it
/// reads, and nobody else may send them.
/// </summary>
public static class ServerViews
{
    /// <summary>Where the borrower stands with its warnings, laid for decisions: never stored.</summary>
    public const string Warnings = "warnings";

    /// <summary>What the policy named in <c>warnings.json</c> scores now, laid for reviews: never stored.</summary>
    public const string Score = "score";

    /// <summary>Where the parties stand that the borrower is linked to; stored.</summary>
    public const string Connected = "connected";

    /// <summary>What an exposure was booked with; stored, per exposure.</summary>
    public const string Origination = "origination";

    /// <summary>The borrower's level, or that of a connected party: none, blue, yellow, orange or red.</summary>
    public const string Level = "level";

    /// <summary>True while the borrower is on the watch list.</summary>
    public const string OnWatchlist = "on_watchlist";

    /// <summary>
    /// The worst level of the owners; missing where one of whom nothing is known may be worse.
    /// </summary>
    public const string OwnerLevel = "owner_level";

    /// <summary>The worst level of those owners of whom it is known; the worst of all is at least that.</summary>
    public const string KnownOwnerLevel = "known_owner_level";

    /// <summary>The worst level of the guarantors; missing as for the owners.</summary>
    public const string WorstGuarantorLevel = "worst_guarantor_level";

    /// <summary>The worst level of those guarantors of whom it is known.</summary>
    public const string KnownGuarantorLevel = "known_guarantor_level";

    /// <summary>The worst level of the members of the borrower's group; missing as for the owners.</summary>
    public const string WorstGroupLevel = "worst_group_level";

    /// <summary>The worst level of those members of the group of whom it is known.</summary>
    public const string KnownGroupLevel = "known_group_level";

    /// <summary>What the borrower and the members of its group owe together.</summary>
    public const string GroupExposure = "group_exposure_cny";

    /// <summary>Probability of default, a fraction.</summary>
    public const string Pd = "pd";

    /// <summary>Points of the scorecard.</summary>
    public const string Points = "points";

    /// <summary>Rating grade.</summary>
    public const string Grade = "grade";

    /// <summary>Loan to value, a ratio.</summary>
    public const string Ltv = "ltv_ratio";

    /// <summary>The amount that was decided on.</summary>
    public const string Amount = "amount_cny";

    /// <summary>The term that was decided on, in months.</summary>
    public const string Term = "term_months";

    /// <summary>The id of the decision that was booked.</summary>
    public const string DecisionId = "decision_id";

    /// <summary>The names of the views.</summary>
    public static IReadOnlyList<string> Names { get; } = [Warnings, Score, Connected, Origination];

    /// <summary>
    /// The features that the server writes of a view, with their types. Of <see cref="Warnings"/> it also writes a flag
    /// for each action that has one.
    /// </summary>
    public static IReadOnlyList<(string Name, FeatureType Type)> FeaturesOf(string view) => view switch
    {
        Warnings => [(Level, FeatureType.Text), (OnWatchlist, FeatureType.Flag)],
        Score => [(Pd, FeatureType.Number), (Points, FeatureType.Integer), (Grade, FeatureType.Text)],
        Connected =>
        [
            (OwnerLevel, FeatureType.Text), (KnownOwnerLevel, FeatureType.Text),
            (WorstGuarantorLevel, FeatureType.Text), (KnownGuarantorLevel, FeatureType.Text),
            (WorstGroupLevel, FeatureType.Text), (KnownGroupLevel, FeatureType.Text),
            (GroupExposure, FeatureType.Number),
        ],
        Origination =>
        [
            (Pd, FeatureType.Number), (Grade, FeatureType.Text), (Ltv, FeatureType.Number),
            (Amount, FeatureType.Number), (Term, FeatureType.Integer), (DecisionId, FeatureType.Text),
        ],
        _ => [],
    };

    /// <summary>True for a view that is kept per exposure.</summary>
    public static bool IsPerExposure(string view) => view == Origination;
}
