using Tocsin.Core.Decisions;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Documents;

/// <summary>Reads the section <c>price</c> of a policy and the components of the workflow it names.</summary>
internal sealed class PriceReader(PolicyRules rules, WorkflowReader workflows)
{
    /// <summary>How the rate is made up; null when the policy does not price.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="hasPd">False when the model is a discriminant.</param>
    public PricePolicy? Read(DocumentNode policy, bool hasPd)
    {
        if (policy.Object("price") is not { } section) return null;
        var price = new PricePolicy
        {
            Components = [.. rules.Rules(section, "components").Select(ReadComponent).OfType<PriceComponent>()],
            Floor = ReadBound(section, "floor"),
            Ceiling = ReadBound(section, "ceiling"),
            IsSurvivalAdjusted = section.Flag("survival_adjusted"),
            Repayment = section.Text("repayment") ?? "",
        };
        foreach (var twice in price.Components.GroupBy(component => component.Name).Where(group => group.Count() > 1))
            section.Error("NAME_DUPLICATE", $"There are two components called '{twice.Key}'.", "components");
        if (price.IsSurvivalAdjusted && !hasPd)
        {
            section.Error("SURVIVAL_WITHOUT_PD",
                "A discriminant has no probability of default that the rate could be divided by.",
                "survival_adjusted");
        }

        section.Close();
        return price;
    }

    private ValueExpression? ReadBound(DocumentNode section, string key)
    {
        if (section.Child(key) is null) return null;
        var bound = workflows.CompileValue(section, key);
        if (bound is null) return null;
        PolicyRules.CheckStage(section, bound.Reads, PolicyRules.AfterLimit);
        return bound;
    }

    private static PriceComponent? ReadComponent(RuleNode rule)
    {
        if (PolicyRules.Facts(rule, "component", "a component") is not { } tocsin) return null;
        var (name, isBase) = (tocsin.RequiredName("component"), tocsin.Flag("base"));
        if (name is PriceStage.Survival or PriceStage.Floor or PriceStage.Ceiling)
            tocsin.Error("NAME_RESERVED", $"'{name}' is what Tocsin itself adds.", "component");
        var when = PolicyRules.WhenUnknown(tocsin);
        _ = tocsin.Bilingual("title");
        tocsin.Close();
        if (!PolicyRules.GivesNumber(rule, "component") || rule.Rule is null) return null;
        var component = new PriceComponent(name, rule.Rule, isBase, when);
        PolicyRules.CheckStage(rule.Place, component.Reads, PolicyRules.AfterLimit);
        return component;
    }
}
