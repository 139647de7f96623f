using Tocsin.Core.Features;
using Tocsin.Core.Rules.Checking;
using Tocsin.Core.Rules.Expressions;
using Tocsin.Core.Warnings;

namespace Tocsin.Core.Rules.Documents;

/// <summary>Reads the workflow that <c>warnings.json</c> names for the borrower's level.</summary>
internal sealed class CombinationReader(IReadOnlyDictionary<string, WorkflowNode> workflows)
{
    private const string Key = "borrower_level";

    /// <summary>The rules by level; none where the standard combination is to hold.</summary>
    /// <param name="node"><c>warnings.json</c>.</param>
    public IReadOnlyDictionary<WarningLevel, Condition> Read(DocumentNode node)
    {
        var rules = new Dictionary<WarningLevel, Condition>();
        if (node.Text(Key) is not { } name) return rules;
        if (!workflows.TryGetValue(name, out var workflow))
        {
            node.Error("WORKFLOW_UNKNOWN",
                $"'{name}' is no workflow of this rule set." + NearestName.Hint(name, workflows.Keys), Key);
            return rules;
        }

        foreach (var rule in workflow.Rules) Add(rules, rule);
        if (rules.Count == 0) node.Error("KEY_MISSING", $"'{name}' has no rule called after a level.", Key);
        return rules;
    }

    /// <summary>Reports where more warnings, or higher ones, would make a lower level.</summary>
    /// <param name="node"><c>warnings.json</c>.</param>
    /// <param name="combination">The rules, compiled.</param>
    /// <param name="breathe">Called now and then.</param>
    public static void Check(DocumentNode node, LevelCombination combination, Action breathe)
    {
        if (CombinationCheck.FindFall(combination, breathe) is { } fall)
            node.Error("COMBINATION_NOT_MONOTONE", fall + ": another warning must never lower a borrower.", Key);
    }

    private static void Add(Dictionary<WarningLevel, Condition> rules, RuleNode rule)
    {
        if (!WarningsReader.Levels.TryGetValue(rule.Name, out var level))
        {
            rule.Place.Error("LEVEL_UNKNOWN", $"'{rule.Name}' is no level: blue, yellow, orange or red.", "RuleName");
            return;
        }

        if (rule.Rule is not { } compiled) return;
        if (compiled.Condition is not { } condition)
        {
            rule.Place.Error("LEVEL_INVALID", "A level is one Expression, without nested rules.", "Rules");
            return;
        }

        foreach (var slot in condition.Reads.Where(slot => !IsCount(slot)))
        {
            rule.Place.Error("COMBINATION_INPUT",
                $"{slot.Name} is not there when warnings are combined, which only {ReservedInputs.Raised}… tells of.",
                "Expression");
        }

        rules.TryAdd(level, condition);
    }

    private static bool IsCount(InputSlot slot) =>
        slot.Name.StartsWith(ReservedInputs.Raised, StringComparison.Ordinal);
}
