using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Documents;

/// <summary>
/// What every part of a policy reads alike: workflows, reasons, and what something unknown makes of it.
/// </summary>
internal sealed class PolicyRules(
    IReadOnlyDictionary<string, WorkflowNode> workflows, IReadOnlyDictionary<string, ReasonDefinition> reasons)
{
    /// <summary>What the grading, the caps and the price may read of the stages before.</summary>
    public static IReadOnlyList<string> AfterScore { get; } =
    [
        ReservedInputs.DecisionScore, ReservedInputs.DecisionLogOdds, ReservedInputs.DecisionPd,
        ReservedInputs.DecisionGrade,
    ];

    /// <summary>What the price may read.</summary>
    public static IReadOnlyList<string> AfterLimit { get; } = [.. AfterScore, ReservedInputs.DecisionAmount];

    /// <summary>What conditions may read.</summary>
    public static IReadOnlyList<string> AfterPrice { get; } = [.. AfterLimit, ReservedInputs.DecisionAnnualRate];

    /// <summary>The workflow that a key names; null where there is none, an error unless the key is absent.</summary>
    public WorkflowNode? Find(DocumentNode node, string key)
    {
        if (node.Text(key) is not { } name) return null;
        if (workflows.TryGetValue(name, out var workflow)) return workflow;
        node.Error("WORKFLOW_UNKNOWN",
            $"'{name}' is no workflow of this rule set." + NearestName.Hint(name, workflows.Keys), key);
        return null;
    }

    /// <summary>The rules of the workflow that a key must name; none after an error.</summary>
    public IReadOnlyList<RuleNode> Rules(DocumentNode node, string key)
    {
        if (node.Child(key) is null) node.Error("KEY_MISSING", $"'{key}' is required.", key);
        return Find(node, key)?.Rules ?? [];
    }

    /// <summary>A rule's <c>Properties.tocsin</c>; an error and null where it has none.</summary>
    public static DocumentNode? Facts(RuleNode rule, string role, string wanted)
    {
        if (rule.Tocsin is null)
            rule.Place.Error("KEY_MISSING", $"The {role} '{rule.Name}' needs Properties.tocsin with {wanted}.");
        return rule.Tocsin;
    }

    /// <summary>The code of the reason at a key that must have one.</summary>
    public string Reason(DocumentNode node, string key)
    {
        var code = node.RequiredText(key);
        if (code.Length > 0 && !reasons.ContainsKey(code))
        {
            node.Error("REASON_UNKNOWN",
                $"'{code}' is no reason of reasons.json." + NearestName.Hint(code, reasons.Keys), key);
        }

        return code;
    }

    /// <summary>What something unknown makes of the decision: refer, unless the file says otherwise.</summary>
    public static WhenUnknown WhenUnknown(DocumentNode node) =>
        node.Choice("when_unknown", "refer", "refer", "incomplete", "decline") switch
        {
            "incomplete" => Decisions.WhenUnknown.Incomplete,
            "decline" => Decisions.WhenUnknown.Decline,
            _ => Decisions.WhenUnknown.Refer,
        };

    /// <summary>An error for every input that a later stage of the decision brings.</summary>
    public static void CheckStage(DocumentNode place, IEnumerable<InputSlot> reads, IReadOnlyList<string> known)
    {
        foreach (var slot in reads.Where(slot => slot.Feature is null).DistinctBy(slot => slot.Index))
        {
            if (!slot.Name.StartsWith(ReservedInputs.Decision, StringComparison.Ordinal) || known.Contains(slot.Name))
                continue;
            place.Error("STAGE_ORDER", $"{slot.Name} is not known yet where this is judged: a later stage brings it.");
        }
    }

    /// <summary>True when a rule gives a number where it hits; an error where not.</summary>
    public static bool GivesNumber(RuleNode rule, string role)
    {
        if (rule.Rule is null || rule.Rule.Output is { Type: FeatureType.Number or FeatureType.Integer }) return true;
        rule.Place.Error("OUTPUT_INVALID", $"The {role} '{rule.Name}' needs an OutputExpression that gives a number.");
        return false;
    }
}
