using Tocsin.Core.Rules;

namespace Tocsin.Core.Decisions.Recourse;

/// <summary>Tries ways by deciding anew on the values they lead to. Not thread-safe.</summary>
internal sealed class WayTrial(
    RuleSet rules, DecisionPolicy policy, IReadOnlyList<Lever> levers, ChangedProfile profile)
{
    private const decimal CostUnit = 1_000;

    /// <summary>True when the decision on a way's values is turned.</summary>
    public bool IsTurned(Way way) => RecourseSearch.IsTurned(Decide(way, new int[levers.Count]).Outcome);

    /// <summary>What a way means to a borrower.</summary>
    public RecourseOption OptionOf(Way way)
    {
        var choice = new int[levers.Count];
        var decision = Decide(way, choice);
        var times = levers.Select((lever, i) => choice[i] > 0 ? lever.Points[choice[i]].Takes : null);
        var cost = (double)(WayKey.CostOf(way.Key) / CostUnit);
        return new RecourseOption(profile.Changes(choice), cost, times.Max(), decision, way.IsCheapest);
    }

    private Decision Decide(Way way, int[] choice)
    {
        way.WriteTo(choice);
        profile.Set(choice);
        return Decider.Decide(rules, policy, profile.Profile);
    }
}
