using Tocsin.Core.Features;

namespace Tocsin.Core.Decisions;

/// <summary>How one product is decided. Immutable and thread-safe.</summary>
public sealed record DecisionPolicy
{
    /// <summary>The product's name.</summary>
    public required string Product { get; init; }

    /// <summary>Its title.</summary>
    public BilingualText Title { get; init; } = BilingualText.Empty;

    /// <summary>Its currency, three letters of ISO 4217: every amount of the product is in it.</summary>
    public required string Currency { get; init; }

    /// <summary>The smallest amount that may be asked for; null when there is none.</summary>
    public double? MinimumAmount { get; init; }

    /// <summary>The largest amount that may be asked for; null when there is none.</summary>
    public double? MaximumAmount { get; init; }

    /// <summary>The shortest term in months; null when there is none.</summary>
    public int? MinimumTermMonths { get; init; }

    /// <summary>The longest term in months; null when there is none.</summary>
    public int? MaximumTermMonths { get; init; }

    /// <summary>Without a fresh value of each of these the decision is incomplete.</summary>
    public IReadOnlyList<FeatureDefinition> Required { get; init; } = [];

    /// <summary>Knock-outs, in document order; all are evaluated.</summary>
    public IReadOnlyList<KnockOut> KnockOuts { get; init; } = [];

    /// <summary>The scorecard; null when a formula scores.</summary>
    public Scorecard? Scorecard { get; init; }

    /// <summary>The formula; null when a scorecard scores.</summary>
    public FormulaScore? Formula { get; init; }

    /// <summary>Every input that a knock-out or the score reads.</summary>
    public IReadOnlyList<InputSlot> Reads => field ??=
    [
        .. KnockOuts.SelectMany(knockOut => knockOut.Rule.Reads).Concat(ScoreReads).Distinct(),
    ];

    /// <summary>Every input that the score reads.</summary>
    public IReadOnlyList<InputSlot> ScoreReads => field ??=
    [
        .. (Scorecard?.Characteristics ?? []).SelectMany(characteristic => characteristic.Value.Reads)
            .Concat(Formula?.LogOddsOfDefault.Reads ?? []).Distinct(),
    ];

    /// <summary>The names of the rules that make the score.</summary>
    public IEnumerable<string> ScoreRules =>
        (Scorecard?.Characteristics ?? []).Select(characteristic => characteristic.Name)
            .Concat(Formula is null ? [] : [Formula.Rule]);

    /// <summary>True when it reads where the borrower stands with its warnings.</summary>
    public bool ReadsWarnings => _readsWarnings ??=
        Reads.Any(slot => slot.Feature?.View == ServerViews.Warnings);

    private bool? _readsWarnings;

    /// <summary>The rating scale.</summary>
    public required RatingScale RatingScale { get; init; }

    /// <summary>The horizon of the probability of default, in months; 0: the life of the loan.</summary>
    public int HorizonMonths { get; init; }

    /// <summary>Up to this probability of default, included, the decision is approve.</summary>
    public required double ApproveUpToPd { get; init; }

    /// <summary>Up to this probability of default, included, the decision is refer; above, decline.</summary>
    public required double ReferUpToPd { get; init; }

    /// <summary>The code of the reason when the probability of default passes a bound.</summary>
    public required string PdReason { get; init; }

    /// <summary>The codes of the reasons when something is unknown.</summary>
    public required UnknownReasons UnknownReasons { get; init; }

    /// <summary>Who decides when the outcome is refer.</summary>
    public string ReferTo { get; init; } = "";

    /// <summary>How many days an approval holds.</summary>
    public int ValidForDays { get; init; } = 30;

    /// <summary>The most score reasons in an answer.</summary>
    public int MaximumScoreReasons { get; init; } = 4;
}

/// <summary>Codes of the reasons when something a decision needs is unknown.</summary>
/// <param name="Missing">A value is missing, or its expression failed.</param>
/// <param name="Stale">A value is past its view's stale limit.</param>
/// <param name="NoScore">Too few characteristics are known for a score.</param>
public sealed record UnknownReasons(string Missing, string Stale, string NoScore);
