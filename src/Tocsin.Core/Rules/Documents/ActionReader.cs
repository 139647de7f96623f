namespace Tocsin.Core.Rules.Documents;

/// <summary>
/// Reads the <c>Actions</c> of rules: <c>OutputExpression</c> and <c>EvaluateRule</c>. Rules that evaluate each other
/// are joined once all are read.
/// </summary>
internal sealed class ActionReader(WorkflowReader workflows)
{
    private const int MaximumChain = 16;

    private readonly List<(RuleAction Action, DocumentNode Context, string Workflow, string Rule)> _joins = [];

    /// <summary>Reads the action at a key; <paramref name="isWrong"/> when there is one that cannot be used.</summary>
    public RuleAction? Read(
        DocumentNode actions, string key, Expressions.ExpressionScope names, ref bool isWrong)
    {
        if (actions.Object(key) is not { } action) return null;
        var name = action.Spelled(EngineKeys.OfAction).RequiredText("Name");
        // RulesEngine reads the keys of a context in any case; its own documents write them both ways.
        var context = action.Object("Context");
        if (context is null && name.Length > 0)
            action.Error("KEY_MISSING", $"The action '{name}' needs a Context.", "Context");
        var read = (name, context) switch
        {
            ("OutputExpression", { } given) => ReadOutput(given, names),
            ("EvaluateRule", { } given) => ReadEvaluation(given),
            _ => null,
        };
        if (name.Length > 0 && name is not ("OutputExpression" or "EvaluateRule"))
        {
            action.Error("ACTION_UNSUPPORTED",
                $"The action '{name}' is not run; OutputExpression and EvaluateRule are.", "Name");
        }

        isWrong |= read is null;
        return read;
    }

    /// <summary>Joins the rules that evaluate others to those; notes unknown names, cycles and long chains.</summary>
    public void Join(IReadOnlyDictionary<string, WorkflowNode> read)
    {
        foreach (var (action, context, workflow, name) in _joins)
        {
            if (!read.TryGetValue(workflow, out var target))
            {
                context.Error("WORKFLOW_UNKNOWN", $"'{workflow}' is no workflow of this rule set."
                    + Expressions.NearestName.Hint(workflow, read.Keys), Key(context, "workflowName"));
            }
            else if (target.Rules.FirstOrDefault(rule => rule.Name == name) is not { } rule)
            {
                context.Error("RULE_UNKNOWN", $"'{name}' is no rule of the workflow '{workflow}'."
                    + Expressions.NearestName.Hint(name, target.Rules.Select(other => other.Name)),
                    Key(context, "ruleName"));
            }
            else
            {
                action.Evaluated = rule.Rule;
            }
        }

        var known = new Dictionary<(RuleAction, int), bool>();
        foreach (var (action, context, _, name) in _joins)
        {
            if (Reach(action, MaximumChain, known)) continue;
            context.Error("EVALUATION_CHAIN",
                $"Rules that evaluate '{name}' go around in a circle, or through more than {MaximumChain} rules.",
                Key(context, "ruleName"));
            action.Evaluated = null;
        }
    }

    // False when the chain is longer than the steps that are left, as one that goes around always is. Each action is
    // followed once for each number of steps, since two ways on from every rule would double with each step.
    private static bool Reach(RuleAction action, int steps, Dictionary<(RuleAction Action, int Steps), bool> known)
    {
        if (action.Evaluated is not { } rule) return true;
        if (steps == 0) return false;
        if (known.TryGetValue((action, steps), out var answer)) return answer;
        answer = new[] { rule.OnHit, rule.OnMiss }
            .OfType<RuleAction>().All(next => Reach(next, steps - 1, known));
        return known[(action, steps)] = answer;
    }

    private RuleAction? ReadOutput(DocumentNode context, Expressions.ExpressionScope names) =>
        workflows.CompileValue(context, Key(context, "expression"), names) is { } value
            ? new RuleAction { Value = value } : null;

    private RuleAction? ReadEvaluation(DocumentNode context)
    {
        foreach (var key in new[] { "inputFilter", "additionalInputs" })
        {
            var written = Key(context, key);
            if (context.Child(written) is null) continue;
            context.Error("ACTION_UNSUPPORTED",
                $"'{written}' is not run: the evaluated rule sees what this one does.", written);
            return null;
        }

        var workflow = context.RequiredText(Key(context, "workflowName"));
        var rule = context.RequiredText(Key(context, "ruleName"));
        if (workflow.Length == 0 || rule.Length == 0) return null;
        var action = new RuleAction();
        _joins.Add((action, context, workflow, rule));
        return action;
    }

    private static string Key(DocumentNode context, string key) => context.IsObject
        ? context.Element.EnumerateObject().Select(member => member.Name)
            .FirstOrDefault(name => string.Equals(name, key, StringComparison.OrdinalIgnoreCase)) ?? key
        : key;
}
