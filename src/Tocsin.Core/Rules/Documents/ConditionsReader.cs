using Tocsin.Core.Decisions;

namespace Tocsin.Core.Rules.Documents;

/// <summary>Reads the workflow of conditions that a policy names.</summary>
internal sealed class ConditionsReader(PolicyRules rules)
{
    /// <summary>The conditions, in document order; none when the policy names no workflow of them.</summary>
    public IReadOnlyList<ConditionRule> Read(DocumentNode policy) =>
        [.. (rules.Find(policy, "conditions")?.Rules ?? []).Select(ReadCondition).OfType<ConditionRule>()];

    private static ConditionRule? ReadCondition(RuleNode rule)
    {
        if (PolicyRules.Facts(rule, "condition", "a code and a title") is not { } tocsin) return null;
        var title = tocsin.Bilingual("title");
        if (title.Zh.Length == 0 || title.En.Length == 0)
            tocsin.Error("KEY_MISSING", "A condition needs a title in Chinese and in English.", "title");
        var (code, due) = (tocsin.RequiredName("condition"), tocsin.Working("due"));
        var when = PolicyRules.WhenUnknown(tocsin);
        tocsin.Close();
        if (rule.Rule is null) return null;
        PolicyRules.CheckStage(rule.Place, rule.Rule.Reads, PolicyRules.AfterPrice);
        return new ConditionRule(rule.Rule, code, title, due, when);
    }
}
