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

    /// <summary>What amounts are multiples of; null when any amount will do.</summary>
    public double? AmountStep { get; init; }

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

    /// <summary>What moves the grade of the model; null when nothing does.</summary>
    public GradingPolicy? Grading { get; init; }

    /// <summary>The caps of the limit; null when there are none.</summary>
    public LimitPolicy? Limit { get; init; }

    /// <summary>How the rate is made up; null when the product is not priced here.</summary>
    public PricePolicy? Price { get; init; }

    /// <summary>What may be asked of an offer, in document order.</summary>
    public IReadOnlyList<ConditionRule> Conditions { get; init; } = [];

    /// <summary>True while nobody has confirmed it: it decides only where drafts count.</summary>
    public bool IsDraft { get; init; }

    /// <summary>What is not confirmed; empty for what is no draft.</summary>
    public string DraftBecause { get; init; } = "";

    /// <summary>The slots of <see cref="Required"/>.</summary>
    public required IReadOnlyList<InputSlot> RequiredSlots { get; init; }

    /// <summary>Every input that it reads.</summary>
    public IReadOnlyList<InputSlot> Reads => field ??=
    [
        .. KnockOuts.SelectMany(knockOut => knockOut.Rule.Reads).Concat(ScoreReads).Concat(OfferReads).Distinct(),
    ];

    /// <summary>Every input that the score and its grade read.</summary>
    public IReadOnlyList<InputSlot> ScoreReads => field ??=
    [
        .. (Scorecard?.Characteristics ?? []).SelectMany(characteristic => characteristic.Value.Reads)
            .Concat(Formula?.Value.Reads ?? []).Concat(Grading?.Reads ?? []).Distinct(),
    ];

    /// <summary>The names of the rules that make the score and its grade.</summary>
    public IEnumerable<string> ScoreRules =>
        (Scorecard?.Characteristics ?? []).Select(characteristic => characteristic.Name)
            .Concat(Formula is null ? [] : [Formula.Rule])
            .Concat((Grading?.Behaviour ?? []).Select(rule => rule.Rule.Name))
            .Concat((Grading?.Events ?? []).Select(rule => rule.Rule.Name));

    /// <summary>True when the score depends on the amount asked for.</summary>
    public bool ScoreReadsAmount => _scoreReadsAmount ??= ScoreReads.Any(IsAmount);

    private bool? _scoreReadsAmount;

    /// <summary>The slots of <c>decision.*</c> that a stage reads.</summary>
    internal IReadOnlySet<int> StageReads => field ??= Reads
        .Where(slot => slot.Name.StartsWith(ReservedInputs.Decision, StringComparison.Ordinal))
        .Select(slot => slot.Index).ToHashSet();

    /// <summary>Why it refuses what is asked; null where it decides.</summary>
    /// <param name="asked">What is asked for.</param>
    /// <param name="currency">The currency of the amount, three letters of ISO 4217; empty where nobody knows.</param>
    /// <param name="usesDrafts">True where policies that are drafts decide, too.</param>
    public Refusal? RefusalOf(DecisionRequest asked, string currency, bool usesDrafts)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(currency);
        if (IsDraft && !usesDrafts) return Refusal.Draft;
        if (asked.Amount is not null && currency.Length > 0 && currency != Currency) return Refusal.Currency;
        if (asked.Amount < MinimumAmount || asked.Amount > MaximumAmount) return Refusal.Amount;
        return asked.TermMonths < MinimumTermMonths || asked.TermMonths > MaximumTermMonths ? Refusal.Term : null;
    }

    private IEnumerable<InputSlot> OfferReads => (Limit?.Reads ?? []).Concat(Price?.Reads ?? [])
        .Concat(Conditions.SelectMany(condition => condition.Rule.Reads));

    /// <summary>True when the knock-out of a name depends on the amount asked for.</summary>
    internal bool ReadsAmount(string knockOut) =>
        KnockOuts.Any(candidate => candidate.Rule.Name == knockOut && candidate.Rule.Reads.Any(IsAmount));

    /// <summary>
    /// An amount held under the product's largest and rounded down to its step; 0 where that is below its smallest.
    /// </summary>
    internal double Allowed(double amount)
    {
        var most = Math.Min(amount, MaximumAmount ?? FeatureValue.MaximumInteger);
        var rounded = AmountStep is { } step
            ? (double)(Math.Floor((decimal)most / (decimal)step) * (decimal)step) : most;
        return rounded < (MinimumAmount ?? 0) ? 0 : rounded;
    }

    private static bool IsAmount(InputSlot slot) => slot.Name == ReservedInputs.RequestAmount;

    /// <summary>True when it reads where the borrower stands with its warnings.</summary>
    public bool ReadsWarnings => _readsWarnings ??=
        Reads.Any(slot => slot.Feature?.View == ServerViews.Warnings);

    private bool? _readsWarnings;

    /// <summary>The rating scale.</summary>
    public required RatingScale RatingScale { get; init; }

    /// <summary>The horizon of the probability of default, in months; 0: the life of the loan.</summary>
    public int HorizonMonths { get; init; }

    /// <summary>Which outcome a score gives.</summary>
    public required OutcomeBounds Outcome { get; init; }

    /// <summary>The codes of the reasons when something is unknown.</summary>
    public required UnknownReasons UnknownReasons { get; init; }

    /// <summary>Who decides when the outcome is refer.</summary>
    public string ReferTo { get; init; } = "";

    /// <summary>The most days for which an approval can be said to hold.</summary>
    public const int MaximumValidForDays = 3_650;

    /// <summary>How many days an approval holds, 1 to <see cref="MaximumValidForDays"/>.</summary>
    public int ValidForDays { get; init; } = 30;

    /// <summary>The most score reasons in an answer.</summary>
    public int MaximumScoreReasons { get; init; } = 4;
}

/// <summary>Codes of the reasons when something a decision needs is unknown.</summary>
/// <param name="Missing">A value is missing, or its expression failed.</param>
/// <param name="Stale">A value is past its view's stale limit.</param>
/// <param name="NoScore">Too few characteristics are known for a score.</param>
public sealed record UnknownReasons(string Missing, string Stale, string NoScore);
