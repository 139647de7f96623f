using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Decisions;

/// <summary>What the stages of a decision have come to so far. It belongs to one decision.</summary>
internal sealed class DecisionDraft(RuleSet rules, DecisionPolicy policy, BorrowerProfile profile)
{
    // Made when there is something to note: most decisions approve, and have neither.
    private List<DecisionReason>? _reasons;
    private List<string>? _checks;
    private SortedDictionary<int, AbsentInput>? _needed;

    /// <summary>The rule set.</summary>
    public RuleSet Rules => rules;

    /// <summary>The policy.</summary>
    public DecisionPolicy Policy => policy;

    /// <summary>The borrower; the stages write into it what later ones read.</summary>
    public BorrowerProfile Profile => profile;

    /// <summary>The outcome so far.</summary>
    public DecisionOutcome Outcome { get; private set; } = DecisionOutcome.Approve;

    /// <summary>True when what costs money or consent is not asked for yet.</summary>
    public bool DefersCostly { get; set; }

    /// <summary>The reasons so far.</summary>
    public IReadOnlyList<DecisionReason> Reasons => _reasons ?? (IReadOnlyList<DecisionReason>)[];

    /// <summary>What was asked for, in the product's currency; null when nothing was said.</summary>
    public double? RequestedAmount => ValueOf(rules.Layout.RequestAmount);

    /// <summary>The term that was asked for, in months; null when none was.</summary>
    public int? RequestedTerm => (int?)ValueOf(rules.Layout.RequestTermMonths);

    /// <summary>Gives a reason, where the rule set has it.</summary>
    public void Give(string code, ReasonKind kind, string rule, int points = 0)
    {
        if (rules.Reasons.TryGetValue(code, out var definition))
            (_reasons ??= []).Add(new DecisionReason(definition, kind, rule, points));
    }

    /// <summary>Notes something to look at.</summary>
    public void Check(string what) => (_checks ??= []).Add(what);

    /// <summary>Makes the outcome worse; never better.</summary>
    public void Worsen(DecisionOutcome outcome) => Outcome = outcome > Outcome ? outcome : Outcome;

    /// <summary>Makes of something unknown what its rule says.</summary>
    /// <param name="reason">The code of its own reason; null for that of what is unknown.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="when">What becomes of the decision.</param>
    /// <param name="reads">The inputs that the rule reads.</param>
    public void GiveUnknown(string? reason, string rule, WhenUnknown when, IReadOnlyList<InputSlot> reads)
    {
        var absent = AbsentInput.Among(reads, profile);
        var isDeferred = when != WhenUnknown.Decline && DefersCostly && absent.Count > 0 && absent.All(IsCostly);
        if (!isDeferred) Give(reason ?? UnknownReason(absent), ReasonKind.Unknown, rule);
        Check(rule);
        Need(absent);
        Worsen(when switch
        {
            WhenUnknown.Decline => DecisionOutcome.Decline,
            WhenUnknown.Incomplete => DecisionOutcome.Incomplete,
            _ => DecisionOutcome.Refer,
        });
    }

    /// <summary>Makes of required values that are lacking that the decision is incomplete.</summary>
    public void GiveLacking(IReadOnlyList<AbsentInput> lacking)
    {
        if (lacking.Count == 0) return;
        foreach (var input in lacking.Where(input => !DefersCostly || !IsCostly(input)))
            Give(UnknownReason([input]), ReasonKind.Unknown, input.Slot.Name);
        Need(lacking);
        Worsen(DecisionOutcome.Incomplete);
    }

    /// <summary>Gives a later stage an input, where one reads it.</summary>
    public void Lay(InputSlot? input, FeatureValue value)
    {
        if (input is not null && policy.StageReads.Contains(input.Index)) profile.Set(input, value);
    }

    /// <summary>The decision.</summary>
    public Decision Finish(DecisionScore? score) => new()
    {
        Outcome = Outcome,
        Score = score,
        Reasons = _reasons is null ? [] : [.. _reasons.OrderBy(reason => OrderOf(reason.Kind))],
        Checks = Outcome == DecisionOutcome.Refer && _checks is not null ? [.. _checks] : [],
        Needed = _needed is null ? [] : [.. _needed.Values],
    };

    /// <summary>True for an input of a view that costs money or consent.</summary>
    public bool IsCostly(AbsentInput input) =>
        input.Slot.Feature is { } feature && rules.Catalogue.FindView(feature.View) is { IsCostly: true };

    // The binding cap before the points: a limit on reasons cuts points alone.
    private static int OrderOf(ReasonKind kind) => kind switch
    {
        ReasonKind.Score => (int)ReasonKind.Limit,
        ReasonKind.Limit => (int)ReasonKind.Score,
        _ => (int)kind,
    };

    private string UnknownReason(IReadOnlyList<AbsentInput> absent) =>
        absent.Any(input => input.Absence == Absence.Stale)
            ? policy.UnknownReasons.Stale : policy.UnknownReasons.Missing;

    // An absent value is told once, and only when a caller can send it.
    private void Need(IEnumerable<AbsentInput> absent)
    {
        foreach (var input in absent.Where(input => input.Slot.Feature is not null))
        {
            if (!DefersCostly || !IsCostly(input)) (_needed ??= []).TryAdd(input.Slot.Index, input);
        }
    }

    private double? ValueOf(InputSlot? input) =>
        input is not null && profile.IsPresent(input.Index) ? profile.Numbers[input.Index] : null;
}
