using Tocsin.Core.Decisions;

namespace Tocsin.Core.Rules.Documents;

/// <summary>Reads the section <c>limit</c> of a policy and the caps of the workflow it names.</summary>
internal sealed class LimitReader(PolicyRules rules)
{
    /// <summary>The caps; null when the policy has none.</summary>
    public LimitPolicy? Read(DocumentNode policy)
    {
        if (policy.Object("limit") is not { } section) return null;
        var caps = rules.Rules(section, "caps").Select(ReadCap).OfType<LimitCap>().ToList();
        var exceeded = section.Choice("when_exceeded", "counter_offer", "counter_offer", "refer", "decline") switch
        {
            "refer" => WhenExceeded.Refer,
            "decline" => WhenExceeded.Decline,
            _ => WhenExceeded.CounterOffer,
        };
        section.Close();
        return new LimitPolicy(caps, exceeded);
    }

    private LimitCap? ReadCap(RuleNode rule)
    {
        if (PolicyRules.Facts(rule, "cap", "a reason") is not { } tocsin) return null;
        var (reason, when) = (rules.Reason(tocsin, "reason"), PolicyRules.WhenUnknown(tocsin));
        _ = tocsin.Bilingual("title");
        tocsin.Close();
        if (!PolicyRules.GivesNumber(rule, "cap") || rule.Rule is null) return null;
        var cap = new LimitCap(rule.Rule, reason, when);
        PolicyRules.CheckStage(rule.Place, cap.Reads, PolicyRules.AfterScore);
        return cap;
    }
}
