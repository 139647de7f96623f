using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Journal.Recording;
using Tocsin.Journal.Records;

namespace Tocsin.Journal.Replaying;

/// <summary>
/// Decides again on a journaled decision, and says whether it comes out the same. Pure; nothing is written anywhere.
/// </summary>
/// <param name="opened">The decision, opened.</param>
public sealed class DecisionReplay(OpenedDecision opened)
{
    /// <summary>
    /// On the recorded values and under the rules that decided: the same bit for bit, unless the program moved it.
    /// </summary>
    public ReplayedDecision Recorded(RuleSet then)
    {
        ArgumentNullException.ThrowIfNull(then);
        if (WhyNot(then) is { } why) return ReplayedDecision.Unknown(why);
        var now = Decide(then, Profile(then));
        return now.Equals(opened.Decided)
            ? new ReplayedDecision { Verdict = ReplayVerdict.Same, Now = now }
            : new ReplayedDecision { Verdict = ReplayVerdict.ProgramMoved, Now = now, MovedRules = Moved(now, then) };
    }

    /// <summary>As if it were asked today; what a request carried stays as it was.</summary>
    /// <param name="then">The rules that decided.</param>
    /// <param name="now">The rules that are active.</param>
    /// <param name="asOf">Now.</param>
    /// <param name="layOut">
    /// Lays out the borrower's stored values as of now, and over them views that a request carries, by a rule set.
    /// </param>
    public ReplayedDecision Today(
        RuleSet then, RuleSet now, DateTimeOffset asOf,
        Func<RuleSet, IReadOnlyList<FeatureViewUpdate>, BorrowerProfile> layOut)
    {
        ArgumentNullException.ThrowIfNull(then);
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(layOut);
        if (WhyNot(then) is { } why) return ReplayedDecision.Unknown(why);
        if (!now.Policies.ContainsKey(opened.Layout.Product))
            return ReplayedDecision.Unknown(ReplayObstacle.ProductGone);
        var today = Decide(now, Asked(layOut(now, Carried(now, asOf))));
        var byRules = Decide(now, Profile(now));
        var storedThen = Asked(layOut(then, Carried(then, asOf)));
        var byData = Decide(then, storedThen);
        var areRulesMoved = !IsSame(byRules);
        var isDataMoved = !IsSame(byData);
        // Where neither moves it alone, what both of them moved is named.
        var isTogether = !areRulesMoved && !isDataMoved && !IsSame(today);
        return new ReplayedDecision
        {
            Now = today,
            Verdict = (areRulesMoved, isDataMoved) switch
            {
                _ when IsSame(today) => ReplayVerdict.Same,
                (true, false) => ReplayVerdict.RulesMoved,
                (false, true) => ReplayVerdict.DataMoved,
                _ => ReplayVerdict.BothMoved,
            },
            MovedRules = areRulesMoved ? Moved(byRules, now) : isTogether ? Moved(today, now) : [],
            MovedInputs = isDataMoved || isTogether ? MovedInputs(storedThen) : [],
        };
    }

    private ReplayObstacle? WhyNot(RuleSet then)
    {
        ReplayObstacle? why = opened.State switch
        {
            OpenedState.Open => null,
            OpenedState.Erased => ReplayObstacle.Erased,
            OpenedState.Withheld => ReplayObstacle.Withheld,
            OpenedState.Nameless => ReplayObstacle.LayoutGone,
            _ => ReplayObstacle.Altered,
        };
        if (why is not null) return why;
        return then.Policies.ContainsKey(opened.Layout.Product) ? null : ReplayObstacle.ProductGone;
    }

    private DecidedRecord Decide(RuleSet rules, BorrowerProfile profile)
    {
        var policy = rules.Policies[opened.Layout.Product];
        var depth = opened.Record.OutcomeAlone ? DecisionDepth.OutcomeAlone : DecisionDepth.Whole;
        return DecidedRecords.Of(policy, Decider.Decide(rules, policy, profile, depth), profile);
    }

    private BorrowerProfile Profile(RuleSet rules) =>
        RecordedInputs.TryLayOut(opened, rules.Layout, out var profile)
            ? profile : throw new InvalidOperationException("Erased and withheld inputs are told before.");

    private BorrowerProfile Asked(BorrowerProfile profile)
    {
        RecordedInputs.AskedOf(opened.Record).WriteTo(profile);
        return profile;
    }

    // What was carried is as old as it was then: it is the same request again.
    private List<FeatureViewUpdate> Carried(RuleSet rules, DateTimeOffset asOf) =>
        CarriedPacking.Unpack(opened.Carried, rules.Catalogue, asOf);

    // Dates by which something is due move with the day alone.
    private bool IsSame(DecidedRecord now) => WithoutDates(now).Equals(WithoutDates(opened.Decided));

    private static DecidedRecord WithoutDates(DecidedRecord decided)
    {
        if (decided.Conditions.Count == 0) return decided;
        var copy = decided.Clone();
        foreach (var condition in copy.Conditions) condition.ClearDueOn();
        return copy;
    }

    private List<string> Moved(DecidedRecord now, RuleSet rules)
    {
        var policy = rules.Policies[opened.Layout.Product];
        var before = DecidedAnswers.Of(opened.Decided, opened.Layout.KnockOuts, opened.Layout.Characteristics);
        var after = DecidedAnswers.Of(
            now, [.. policy.KnockOuts.Select(knockOut => knockOut.Rule.Name)],
            [.. (policy.Scorecard?.Characteristics ?? []).Select(characteristic => characteristic.Name)]);
        var names = before.Keys.Union(after.Keys)
            .Where(name => before.GetValueOrDefault(name) != after.GetValueOrDefault(name)).ToList();
        // Every rule gave the same, and the bounds, reasons or texts of the policy made another answer of it.
        return names.Count > 0 ? names : ["policy"];
    }

    private List<string> MovedInputs(BorrowerProfile profile)
    {
        var moved = new List<string>();
        foreach (var input in opened.Inputs)
        {
            if (profile.Layout.Find(input.Name) is not { } slot) continue;
            var state = profile.IsPresent(slot.Index) ? RecordedState.Present
                : profile.IsStale(slot.Index) ? RecordedState.Stale : RecordedState.Missing;
            if (state != input.State || profile.ValueOf(slot) != input.Value) moved.Add(input.Name);
        }

        return moved;
    }
}
