using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Decisions.Recourse;

/// <summary>
/// Finds the cheapest changes of a borrower's values, among those that the catalogue allows, that turn a decision. Pure
/// but for the clock that bounds it; thread-safe.
/// </summary>
/// <remarks>
/// <para>Asked is of outcomes no better than refer. Turned is what is approved, with conditions or without, as it is
/// then asked for: an option that needs a smaller amount says so, as a change of the amount, and does not lead to a
/// counter-offer. Each option was decided anew on the changed values.</para>
/// <para>Exact means: over every combination of the grids that the catalogue gives the features
/// (<see cref="FeatureRecourse"/>), the moments of waiting and the tenths of the amount, with at most
/// <see cref="RecourseOptions.MostChanges"/> changed, none that is turned costs less than the first option; of equal
/// cost none changes fewer, and of as many none changes what stands earlier in the catalogue. Of the options after it
/// the same holds among the combinations that do not change all that an earlier option changes. Thresholds, bins and
/// linked features are taken as they are: what every rule takes for the same value is tried once, and nothing else is
/// left out. Where a bound ends the search first, the answer says so.</para>
/// <para>What it does not look at: that other values change meanwhile, that values grow old, and that a value lies
/// between two points of its grid. Values that are missing or stale stay so; features behind a restricted reason,
/// such as a sanctions list, never change, so that no answer tells of them.</para>
/// </remarks>
public sealed class RecourseSearch
{
    private readonly RuleSet _rules;
    private readonly DecisionPolicy _policy;
    private readonly BorrowerProfile _present;
    private readonly RecourseOptions _options;
    private readonly SearchBudget _budget;

    private RecourseSearch(
        RuleSet rules, DecisionPolicy policy, BorrowerProfile profile, RecourseOptions options, SearchBudget budget)
    {
        _rules = rules;
        _policy = policy;
        _present = profile;
        _options = options;
        _budget = budget;
    }

    /// <summary>Finds what would turn the decision on a profile to which the request has been written.</summary>
    /// <param name="rules">The rule set.</param>
    /// <param name="policy">The policy of the product, of that rule set.</param>
    /// <param name="profile">The borrower's values; they stay as they are.</param>
    /// <param name="time">The clock that bounds the search.</param>
    /// <param name="options">How far it goes; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its bounds.</exception>
    public static RecourseAnswer Find(
        RuleSet rules, DecisionPolicy policy, BorrowerProfile profile, TimeProvider time,
        RecourseOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(time);
        options ??= new RecourseOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MostChanges, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MostChanges, 15, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MostOptions, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MostOptions, 5, nameof(options));
        var budget = new SearchBudget(time, options.TimeBound, options.NodeLimit);
        return new RecourseSearch(rules, policy, profile, options, budget).Run();
    }

    /// <summary>True for the outcomes that recourse leads to: approved, with conditions or without.</summary>
    public static bool IsTurned(DecisionOutcome outcome) => outcome <= DecisionOutcome.ApproveWithConditions;

    private RecourseAnswer Run()
    {
        // Deciding writes what later stages read.
        var decision = Decider.Decide(_rules, _policy, _present.Copy());
        if (decision.Outcome < DecisionOutcome.Refer) return Answer(RecourseStatus.NotAdverse);
        // Without a required value every way leads to incomplete.
        var isScored = !_policy.Required.Any(IsAbsent);
        var options = isScored ? Options() : [];
        if (_budget.IsSpent) return Answer(RecourseStatus.BoundReached, options);
        if (options.Count > 0) return Answer(RecourseStatus.Found, options);
        var unknown = Unknown(decision);
        return unknown.Count == 0
            ? Answer(RecourseStatus.NoneWithinReach)
            : Answer(RecourseStatus.ValuesUnknown) with { Needed = unknown };
    }

    // A decision does not ask for everything that is lacking while something else settles it; a way would need it all.
    private List<AbsentInput> Unknown(Decision decision)
    {
        var knockOuts = _policy.KnockOuts
            .Where(knockOut => knockOut.Rule.Evaluate(_present) == RuleOutcome.Unknown)
            .SelectMany(knockOut => knockOut.Rule.Reads);
        var card = (_policy.Scorecard?.Evaluate(_present) ?? []).Where(result => result.Points is null)
            .SelectMany(result => result.Characteristic.Value.Reads);
        var reads = _policy.RequiredSlots.Concat(knockOuts).Concat(card).Where(slot => slot.Feature is not null);
        return
        [
            .. AbsentInput.Among([.. reads], _present).Concat(decision.Needed)
                .DistinctBy(input => input.Slot.Index).OrderBy(input => input.Slot.Index),
        ];
    }

    private bool IsAbsent(FeatureDefinition feature) =>
        _rules.Layout.Find(feature.FullName) is { } slot && !_present.IsPresent(slot.Index);

    private RecourseAnswer Answer(RecourseStatus status, IReadOnlyList<RecourseOption>? options = null) => new()
    {
        Status = status,
        Options = options ?? [],
        RuleSetDigest = _rules.Digest,
        AsOf = _present.AsOf,
    };

    private List<RecourseOption> Options()
    {
        var moves = new MoveGraph(_rules.Layout, _present);
        var reads = _policy.Reads.Select(slot => slot.Index).ToHashSet();
        var levers = new LeverReader(_rules.Layout, _present, reads, Restricted()).Read(_policy, _options, moves);
        if (levers.Count == 0) return [];
        // No policy comes near; an answer that left some out would be no proof.
        if (levers.Count > WayKey.MaximumLevers)
        {
            _budget.Spend();
            return [];
        }

        var profile = new ChangedProfile(_present, levers, moves);
        var factors = PolicyFactor.Of(_rules, _policy, _present);
        var problem = LeverProblem.Of(factors, levers, profile, _options, _budget);
        if (problem is null) return [];
        var trial = new WayTrial(_rules, _policy, levers, profile);
        var ways = new DiverseWays(problem, _options.MostChanges, trial.IsTurned, _budget).Find(_options.MostOptions);
        return [.. ways.Select(trial.OptionOf)];
    }

    // What stands behind a reason that only named staff may see.
    private HashSet<int> Restricted() => _policy.KnockOuts.Select(rule => (rule.Reason, rule.Rule.Reads))
        .Concat((_policy.Grading?.Events ?? []).Select(rule => (rule.Reason, rule.Rule.Reads)))
        .Concat((_policy.Limit?.Caps ?? []).Select(cap => (cap.Reason, cap.Reads)))
        .Concat((_policy.Scorecard?.Characteristics ?? []).Select(card => (card.Reason, card.Value.Reads)))
        .Where(part => _rules.Reasons.TryGetValue(part.Reason, out var reason)
            && reason.Audience == ReasonAudience.Restricted)
        .SelectMany(part => part.Reads).Select(slot => slot.Index).ToHashSet();
}
