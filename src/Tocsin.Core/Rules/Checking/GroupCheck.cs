using Tocsin.Core.Rules.Documents;

namespace Tocsin.Core.Rules.Checking;

/// <summary>Finds rules whose nested rules together never or always hold, or are all disabled.</summary>
internal sealed class GroupCheck(ConditionCheck conditions)
{
    /// <summary>Judges a rule with the rules nested in it; <c>isTold</c> when what it comes to has a finding.</summary>
    public Judgement Run(RuleNode rule, out bool isTold)
    {
        isTold = false;
        if (rule.Rule is not { } compiled) return Judgement.Unsure;
        if (compiled.Condition is { } condition)
        {
            var judgement = conditions.Of(condition);
            isTold = judgement.IsNever || judgement.IsAlways;
            return judgement;
        }

        if (rule.Nested.Count == 0)
        {
            isTold = true;
            rule.Place.Warning("RULES_ALL_DISABLED",
                $"Every rule within '{rule.Name}' is disabled, so that it never holds: enable one, or disable it, too.",
                "Rules");
            return Judgement.Of(false);
        }

        var whole = Join(rule, compiled.Operator, ref isTold);
        if (isTold || !(whole.IsNever || whole.IsAlways)) return whole;
        isTold = true;
        rule.Place.Warning(whole.IsNever ? ConditionCheck.Never : ConditionCheck.Always,
            $"The rules within '{rule.Name}', joined by {compiled.Operator}, "
            + (whole.IsNever ? "never hold together: correct one." : "leave out no borrower: correct one."), "Rules");
        return whole;
    }

    private Judgement Join(RuleNode rule, RuleOperator combination, ref bool isTold)
    {
        Judgement? whole = null;
        foreach (var nested in rule.Nested)
        {
            var judgement = Run(nested, out var isNestedTold);
            isTold |= isNestedTold;
            whole = whole is null ? judgement
                : combination == RuleOperator.And ? whole.And(judgement) : whole.Or(judgement);
        }

        return whole!;
    }
}
