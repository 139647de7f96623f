namespace Tocsin.Core.Features;

/// <summary>The inputs that Tocsin itself provides; no view may take their first names.</summary>
public static class ReservedInputs
{
    /// <summary>What is asked for: new, top_up, renewal or drawdown.</summary>
    public const string RequestKind = "request.kind";

    /// <summary>The amount asked for, in the product's currency.</summary>
    public const string RequestAmount = "request.amount";

    /// <summary>The term asked for, in months.</summary>
    public const string RequestTermMonths = "request.term_months";

    /// <summary>The purpose, in the lender's code.</summary>
    public const string RequestPurpose = "request.purpose";

    /// <summary>What the names begin with that earlier stages of a decision bring.</summary>
    public const string Decision = "decision.";

    /// <summary>Total points; once the scorecard has run.</summary>
    public const string DecisionScore = "decision.score";

    /// <summary>ln((1-PD)/PD); once the score or formula has run.</summary>
    public const string DecisionLogOdds = "decision.log_odds";

    /// <summary>Probability of default; once the score or formula has run.</summary>
    public const string DecisionPd = "decision.pd";

    /// <summary>The grade; once the rating scale has been read.</summary>
    public const string DecisionGrade = "decision.grade";

    /// <summary>The amount that is priced: what was asked for, or the limit where that is less.</summary>
    public const string DecisionAmount = "decision.amount";

    /// <summary>The annual rate, rounded; once the price has been made up.</summary>
    public const string DecisionAnnualRate = "decision.annual_rate";

    /// <summary>The civil date, in the catalogue's zone, as of which is judged.</summary>
    public const string TimeAsOf = "time.as_of";

    /// <summary>What the names begin with that only the rules of combination read: counts of warnings.</summary>
    public const string Raised = "raised.";

    /// <summary>
    /// What the names begin with that only the table of categories reads: what classifying every exposure brings.
    /// </summary>
    public const string Classified = "classified.";

    /// <summary>
    /// What is owed on the borrower's exposures that are non-performing by themselves, in CNY; once all are classified
    /// and it can be told.
    /// </summary>
    public const string ClassifiedNonPerforming = "classified.non_performing_cny";

    /// <summary>Every reserved input with its type, but for the ages of views.</summary>
    public static IReadOnlyList<(string Name, FeatureType Type)> All { get; } =
    [
        (RequestKind, FeatureType.Text),
        (RequestAmount, FeatureType.Number),
        (RequestTermMonths, FeatureType.Integer),
        (RequestPurpose, FeatureType.Text),
        (DecisionScore, FeatureType.Integer),
        (DecisionLogOdds, FeatureType.Number),
        (DecisionPd, FeatureType.Number),
        (DecisionGrade, FeatureType.Text),
        (DecisionAmount, FeatureType.Number),
        (DecisionAnnualRate, FeatureType.Number),
        (TimeAsOf, FeatureType.Date),
        (ClassifiedNonPerforming, FeatureType.Number),
        .. Warnings.RaisedCounts.Inputs.Select(input => (input.Name, FeatureType.Integer)),
    ];

    /// <summary>The first names that no view may have.</summary>
    public static IReadOnlyList<string> FirstNames { get; } =
        ["p", "request", "decision", "time", "data", "exposure", "raised", "classified", "links", "Fn", "Math"];

    /// <summary>The input that holds a view's age in whole days; present once the view was ever observed.</summary>
    public static string AgeDaysOf(string view) => $"data.{view}_age_days";
}
