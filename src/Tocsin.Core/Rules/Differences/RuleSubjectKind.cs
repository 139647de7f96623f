namespace Tocsin.Core.Rules.Differences;

/// <summary>What of a rule set is spoken of. Rules are told apart by what their workflow is there for.</summary>
public enum RuleSubjectKind
{
    /// <summary>A file as a whole: one that cannot be read, or that is no part of a rule set.</summary>
    File = 1,

    /// <summary>What <c>ruleset.json</c> says of the set itself.</summary>
    Manifest = 2,

    /// <summary>A parameter.</summary>
    Parameter = 3,

    /// <summary>What holds for all features.</summary>
    FeatureCatalogue = 4,

    /// <summary>A feature view.</summary>
    FeatureView = 5,

    /// <summary>A feature.</summary>
    Feature = 6,

    /// <summary>A reason.</summary>
    Reason = 7,

    /// <summary>An action that warnings call for.</summary>
    Action = 8,

    /// <summary>A workflow.</summary>
    Workflow = 9,

    /// <summary>A global or local param of a workflow or rule.</summary>
    ScopedParam = 10,

    /// <summary>A rule that is none of the kinds below.</summary>
    Rule = 11,

    /// <summary>A knock-out.</summary>
    KnockOut = 12,

    /// <summary>A characteristic of a scorecard.</summary>
    Characteristic = 13,

    /// <summary>A bin of a characteristic.</summary>
    Bin = 14,

    /// <summary>A rule that computes a score by a formula.</summary>
    Formula = 15,

    /// <summary>A limit cap.</summary>
    LimitCap = 16,

    /// <summary>A component of the price.</summary>
    PriceComponent = 17,

    /// <summary>A condition of an offer.</summary>
    OfferCondition = 18,

    /// <summary>A rule that gives a class of behaviour.</summary>
    BehaviourClass = 19,

    /// <summary>An event that takes the grade down.</summary>
    GradeEvent = 20,

    /// <summary>A warning indicator.</summary>
    Indicator = 21,

    /// <summary>A level of a warning indicator.</summary>
    Level = 22,

    /// <summary>A rule of the borrower's level.</summary>
    BorrowerLevel = 23,

    /// <summary>A row of a decision table.</summary>
    TableRow = 24,

    /// <summary>A rule that must hold before a better category counts.</summary>
    UpgradeProof = 25,

    /// <summary>The policy of a product.</summary>
    Policy = 26,

    /// <summary>A rating scale.</summary>
    RatingScale = 27,

    /// <summary>A grade of a rating scale.</summary>
    RatingGrade = 28,

    /// <summary>A rating matrix.</summary>
    RatingMatrix = 29,

    /// <summary>The row of a grade in a rating matrix.</summary>
    MatrixRow = 30,

    /// <summary>A decision table.</summary>
    Table = 31,

    /// <summary>A result of a decision table.</summary>
    TableResult = 32,

    /// <summary>What <c>classification.json</c> says.</summary>
    Classification = 33,

    /// <summary>What <c>warnings.json</c> says: workflows, deadlines, the watch list.</summary>
    WarningSettings = 34,

    /// <summary>An indicator that people raise.</summary>
    HandIndicator = 35,

    /// <summary>A family of indicators.</summary>
    IndicatorFamily = 36,

    /// <summary>The working calendar.</summary>
    Calendar = 37,

    /// <summary>A year of the working calendar.</summary>
    CalendarYear = 38,

    /// <summary>A file of examples: its product, moment and base.</summary>
    ExampleSet = 39,

    /// <summary>An example.</summary>
    Example = 40,
}
