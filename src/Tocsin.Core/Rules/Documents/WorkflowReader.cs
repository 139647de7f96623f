using System.Text.Json;
using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Documents;

/// <summary>Reads a file of <c>workflows/</c>: one RulesEngine workflow, or an array of them.</summary>
/// <remarks>
/// Outside <c>Properties.tocsin</c> everything RulesEngine accepts is accepted; what this version does not evaluate
/// (<c>WorkflowsToInject</c>, actions other than <c>OutputExpression</c>) is refused by name, never ignored.
/// </remarks>
internal sealed class WorkflowReader(ExpressionCompiler compiler, ExpressionScope scope)
{
    private const int MaximumDepth = 8;
    private const int MaximumRules = 20_000;

    private int _rules;

    public IReadOnlyList<WorkflowNode> Read(DocumentNode root)
    {
        switch (root.Element.ValueKind)
        {
            case JsonValueKind.Array:
                return [.. root.Items().Select(ReadWorkflow)];
            case JsonValueKind.Object:
                return [ReadWorkflow(root)];
            default:
                root.Error("VALUE_TYPE", "A workflow file is a workflow or an array of workflows.");
                return [];
        }
    }

    private WorkflowNode ReadWorkflow(DocumentNode node)
    {
        var name = node.RequiredName("WorkflowName");
        RefuseInjection(node);
        var inner = ReadScoped(node, "GlobalParams", scope);
        var rules = ReadRules(node, inner, depth: 1);
        if (rules.Count == 0) node.Error("KEY_MISSING", "A workflow needs at least one enabled rule.", "Rules");
        var isWhole = rules.All(rule => rule.Rule is not null);
        var workflow = isWhole ? new Workflow(name, [.. rules.Select(rule => rule.Rule!)]) : null;
        return new WorkflowNode(workflow, name, node, rules);
    }

    private List<RuleNode> ReadRules(DocumentNode node, ExpressionScope outer, int depth)
    {
        var rules = new List<RuleNode>();
        foreach (var item in node.Items("Rules"))
        {
            if (++_rules > MaximumRules)
            {
                item.Error("RULES_TOO_MANY", $"A file may hold {MaximumRules} rules.");
                break;
            }

            var name = item.RequiredName("RuleName");
            if (rules.Any(other => other.Name == name))
                item.Error("NAME_DUPLICATE", $"There are two rules called '{name}' beside each other.", "RuleName");
            if (!item.Flag("Enabled", whenAbsent: true)) continue;
            rules.Add(ReadRule(item, name, outer, depth));
        }

        return rules;
    }

    private RuleNode ReadRule(DocumentNode node, string name, ExpressionScope outer, int depth)
    {
        RefuseInjection(node);
        var tocsin = node.Object("Properties")?.Object("tocsin");
        var inner = ReadScoped(node, "LocalParams", outer);
        if (depth > MaximumDepth)
        {
            node.Error("RULES_TOO_DEEP", $"Rules nest at most {MaximumDepth} deep.", "Rules");
            return new RuleNode(null, name, node, tocsin, inner, []);
        }

        var output = ReadOutput(node, inner, out var outputIsWrong);
        var successEvent = node.Text("SuccessEvent") ?? "";
        if (node.Child("Rules") is not null)
        {
            var nested = ReadRules(node, inner, depth + 1);
            var combination = ReadOperator(node);
            var rule = combination is { } known && nested.All(child => child.Rule is not null) && !outputIsWrong
                ? new Rule(name, known, [.. nested.Select(child => child.Rule!)])
                {
                    Output = output,
                    SuccessEvent = successEvent,
                }
                : null;
            return new RuleNode(rule, name, node, tocsin, inner, nested);
        }

        var condition = CompileCondition(node, "Expression", inner);
        var leaf = condition is null || outputIsWrong
            ? null : new Rule(name, condition) { Output = output, SuccessEvent = successEvent };
        return new RuleNode(leaf, name, node, tocsin, inner, []);
    }

    /// <summary>The condition at a key that must have one, or null after an error.</summary>
    public Condition? CompileCondition(DocumentNode node, string key, ExpressionScope names)
    {
        var text = node.RequiredText(key);
        if (string.IsNullOrWhiteSpace(text)) return null;
        try
        {
            return compiler.CompileCondition(text, names);
        }
        catch (ExpressionRefusedException exception)
        {
            node.Error(key, exception.Problem);
            return null;
        }
    }

    /// <summary>The value expression at a key that must have one, or null after an error.</summary>
    public ValueExpression? CompileValue(DocumentNode node, string key, ExpressionScope names)
    {
        var text = node.RequiredText(key);
        if (string.IsNullOrWhiteSpace(text)) return null;
        try
        {
            return compiler.CompileValue(text, names);
        }
        catch (ExpressionRefusedException exception)
        {
            node.Error(key, exception.Problem);
            return null;
        }
    }

    private ExpressionScope ReadScoped(DocumentNode node, string key, ExpressionScope outer)
    {
        var inner = outer;
        foreach (var item in node.Items(key))
        {
            var name = item.RequiredText("Name");
            var text = item.RequiredText("Expression");
            if (name.Length == 0 || string.IsNullOrWhiteSpace(text) || !IsFree(item, name, inner)) continue;
            try
            {
                inner = inner.With(name, compiler.ReadScoped(text, inner));
            }
            catch (ExpressionRefusedException exception)
            {
                item.Error("Expression", exception.Problem);
                inner = inner.WithRefused(name);
            }
        }

        return inner;
    }

    private static bool IsInput(string name, ExpressionScope names) =>
        names.Layout.Find(name) is not null || names.Layout.Catalogue.FindView(name) is not null
        || ReservedInputs.FirstNames.Contains(name);

    // RulesEngine never fires a rule that sees two things of one name.
    private static bool IsFree(DocumentNode item, string name, ExpressionScope names)
    {
        if (!NameRules.IsIdentifier(name))
            item.Error("NAME_INVALID", $"'{name}' is no param's name: letters, digits and underscores.", "Name");
        else if (names.Scoped.ContainsKey(name) || IsInput(name, names))
            item.Error("NAME_DUPLICATE", $"'{name}' is the name of another param or of an input.", "Name");
        else
            return true;
        return false;
    }

    // RulesEngine's validator takes "and" in any case, but its compiler then never lets the rule fire.
    private static RuleOperator? ReadOperator(DocumentNode node)
    {
        switch (node.RequiredText("Operator"))
        {
            case "And" or "AndAlso":
                return RuleOperator.And;
            case "Or" or "OrElse":
                return RuleOperator.Or;
            case "":
                return null;
            case var other:
                node.Error("OPERATOR_INVALID",
                    $"'{other}' must be And, AndAlso, Or or OrElse, spelled so: RulesEngine never fires another.",
                    "Operator");
                return null;
        }
    }

    private ValueExpression? ReadOutput(DocumentNode node, ExpressionScope names, out bool isWrong)
    {
        isWrong = false;
        if (node.Object("Actions") is not { } actions) return null;
        if (actions.Child("OnFailure") is not null)
            actions.Error("ACTION_UNSUPPORTED", "OnFailure actions are not run; write a rule for the other case.");
        if (actions.Object("OnSuccess") is not { } action) return null;
        var name = action.RequiredText("Name");
        if (name != "OutputExpression")
        {
            isWrong = true;
            action.Error("ACTION_UNSUPPORTED", $"The action '{name}' is not run; OutputExpression is.", "Name");
            return null;
        }

        // RulesEngine reads the key in any case; its own documents write it both ways.
        var context = action.Object("Context");
        var key = context?.Child("expression") is not null ? "expression" : "Expression";
        var output = context is null ? null : CompileValue(context, key, names);
        isWrong = output is null;
        if (context is null) action.Error("KEY_MISSING", "OutputExpression needs Context.Expression.", "Context");
        return output;
    }

    private static void RefuseInjection(DocumentNode node)
    {
        if (node.Child("WorkflowsToInject") is not null)
            node.Error("INJECTION_UNSUPPORTED", "Workflows cannot be injected in this version.", "WorkflowsToInject");
        if (node.Text("RuleExpressionType") is { } type and not "LambdaExpression")
            node.Error("VALUE_INVALID", $"'{type}' must be LambdaExpression.", "RuleExpressionType");
    }
}
