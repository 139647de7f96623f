using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Decisions.Recourse;

/// <summary>
/// One thing that a policy judges: what it adds to the points, or that no approval is possible with it. An approval
/// needs that the factors together give no less than 0.
/// </summary>
/// <param name="Reads">The inputs it depends on.</param>
/// <param name="Most">The most points it can give.</param>
/// <param name="Judge">The points it gives over a profile; <see cref="Refused"/> where nothing can be approved.</param>
internal sealed record PolicyFactor(IReadOnlyList<InputSlot> Reads, int Most, Func<BorrowerProfile, int> Judge)
{
    /// <summary>No points make up for this.</summary>
    public const int Refused = int.MinValue;

    /// <summary>
    /// True when it is all that its inputs are read for; false when only deciding can tell, so that values which give
    /// the same here are not taken for the same.
    /// </summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>
    /// What must hold of every approval: no knock-out hits or is unknown, every characteristic gives points, enough
    /// are known, no cap is passed and none unknown, and neither is a component of the price or a condition; and the
    /// points are as many as <see cref="ScoreNeed"/> says.
    /// </summary>
    public static IReadOnlyList<PolicyFactor> Of(RuleSet rules, DecisionPolicy policy, BorrowerProfile profile)
    {
        var need = ScoreNeed.Of(rules, policy, profile);
        return
        [
            .. policy.KnockOuts.Select(knockOut => OfRule(knockOut.Rule)),
            .. policy.Scorecard is { } scorecard ? OfCard(scorecard) : [],
            .. policy.Limit?.Caps.Where(cap => !need.Takes(cap)).Select(cap => OfCap(cap, rules, policy)) ?? [],
            .. need.TakesPrice ? [] : OfPrice(policy.Price),
            .. policy.Conditions.Where(condition => !need.Takes(condition)).Select(condition =>
                new PolicyFactor(condition.Rule.Reads, 0,
                    values => condition.Rule.Evaluate(values) == RuleOutcome.Unknown ? Refused : 0)),
            need.Factor,
        ];
    }

    private static PolicyFactor OfRule(Rule rule) => new(
        rule.Reads, 0, profile => rule.Evaluate(profile) == RuleOutcome.Miss ? 0 : Refused);

    private static IEnumerable<PolicyFactor> OfCard(Scorecard scorecard)
    {
        foreach (var characteristic in scorecard.Characteristics)
        {
            yield return new PolicyFactor(characteristic.Value.Reads, MostOf(characteristic),
                profile => characteristic.Evaluate(profile).Points ?? Refused);
        }

        // What is missing stays so, whatever changes.
        yield return new PolicyFactor([], 0, profile =>
            scorecard.Evaluate(profile).Count(result => !result.IsMissing) < scorecard.MinimumKnown ? Refused : 0);
    }

    /// <summary>The most points of a characteristic.</summary>
    public static int MostOf(Characteristic characteristic) =>
        characteristic.Bins.Select(bin => bin.Points).Append(characteristic.MissingPoints ?? 0).Max();

    // The limit is the least of the caps: no cap passed is the limit not passed.
    private static PolicyFactor OfCap(LimitCap cap, RuleSet rules, DecisionPolicy policy)
    {
        var amount = rules.Layout.Find(ReservedInputs.RequestAmount)!;
        return new PolicyFactor([.. cap.Reads, amount], 0, profile => cap.Rule.Evaluate(profile) switch
        {
            RuleOutcome.Miss => 0,
            RuleOutcome.Hit when cap.Rule.Output!.Evaluate(profile) is { } most => profile.ValueOf(amount) is { } asked
                && policy.Allowed(Math.Max(0, most.AsNumber)) < asked.AsNumber ? Refused : 0,
            _ => Refused,
        });
    }

    private static IEnumerable<PolicyFactor> OfPrice(PricePolicy? price)
    {
        foreach (var component in price?.Components ?? [])
        {
            yield return new PolicyFactor(component.Reads, 0, profile => component.Rule.Evaluate(profile) switch
            {
                RuleOutcome.Miss => 0,
                RuleOutcome.Hit => component.Rule.Output!.Evaluate(profile) is null ? Refused : 0,
                _ => Refused,
            });
        }

        foreach (var bound in new[] { price?.Floor, price?.Ceiling })
        {
            if (bound is not null)
                yield return new PolicyFactor(bound.Reads, 0, profile => bound.Evaluate(profile) is null ? Refused : 0);
        }
    }
}
