using System.Text.Json;
using Tocsin.Core.Features;
using Tocsin.Core.Rules.Checking;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Documents;

/// <summary>Reads the files of <c>workflows/</c>: each one RulesEngine workflow, or an array of them.</summary>
/// <remarks>
/// Outside <c>Properties.tocsin</c> everything RulesEngine accepts is accepted; what is not evaluated is refused by
/// name, never ignored. Injected workflows are written out here: their rules stand after the workflow's own and see its
/// global params, as in RulesEngine.
/// </remarks>
internal sealed class WorkflowReader
{
    private const int MaximumDepth = 8;
    private const int MaximumRules = 20_000;
    private const int MaximumInjections = 1_000;

    private readonly ExpressionCompiler _compiler;
    private readonly ExpressionScope _scope;
    private readonly ActionReader _actions;
    private readonly MessageReader _messages;
    private readonly Dictionary<string, DocumentNode> _documents = new(StringComparer.Ordinal);
    private readonly List<PlacedExpression> _expressions = [];
    private int _rules;
    private int _injections;

    public WorkflowReader(ExpressionCompiler compiler, ExpressionScope scope)
    {
        _compiler = compiler;
        _scope = scope;
        _actions = new ActionReader(this);
        _messages = new MessageReader(compiler);
    }

    /// <summary>The features that expressions may read.</summary>
    public FeatureCatalogue Catalogue => _scope.Layout.Catalogue;

    /// <summary>Every expression that was read, with its place.</summary>
    public IReadOnlyList<PlacedExpression> Expressions => _expressions;

    /// <summary>Reads every workflow, by name.</summary>
    public Dictionary<string, WorkflowNode> Read(IEnumerable<DocumentNode> files)
    {
        foreach (var node in files.SelectMany(Workflows))
        {
            node.Spelled(EngineKeys.OfWorkflow);
            var name = node.RequiredName("WorkflowName");
            if (!_documents.TryAdd(name, node))
                node.Error("NAME_DUPLICATE", $"There are two workflows called '{name}'.", "WorkflowName");
        }

        var workflows = _documents.ToDictionary(
            pair => pair.Key, pair => ReadWorkflow(pair.Key, pair.Value), StringComparer.Ordinal);
        _actions.Join(workflows);
        return workflows;
    }

    private static IReadOnlyList<DocumentNode> Workflows(DocumentNode root)
    {
        if (root.IsObject) return [root];
        if (root.Element.ValueKind == JsonValueKind.Array) return root.Items();
        root.Error("VALUE_TYPE", "A workflow file is a workflow or an array of workflows.");
        return [];
    }

    private WorkflowNode ReadWorkflow(string name, DocumentNode node)
    {
        CheckType(node);
        var inner = ReadScoped(node, "GlobalParams", _scope);
        var rules = ReadRules(WithInjected(node, [name]), inner, depth: 1);
        if (rules.Count == 0) node.Error("KEY_MISSING", "A workflow needs at least one enabled rule.", "Rules");
        var isWhole = rules.All(rule => rule.Rule is not null);
        var workflow = isWhole ? new Workflow(name, [.. rules.Select(rule => rule.Rule!)]) : null;
        return new WorkflowNode(workflow, name, node, rules);
    }

    private IEnumerable<DocumentNode> WithInjected(DocumentNode node, HashSet<string> path)
    {
        foreach (var rule in node.Items("Rules")) yield return rule;
        if (node.Child(EngineKeys.ObsoleteInjection) is not null)
            node.Error("KEY_OBSOLETE", "Write 'WorkflowsToInject': RulesEngine 6 leaves this older name unread.",
                EngineKeys.ObsoleteInjection);
        foreach (var name in node.Texts("WorkflowsToInject"))
        {
            if (++_injections > MaximumInjections)
                node.Error("INJECTIONS_TOO_MANY", $"At most {MaximumInjections} are made.", "WorkflowsToInject");
            else if (!_documents.TryGetValue(name, out var injected))
                node.Error("WORKFLOW_UNKNOWN", $"'{name}' is no workflow of this rule set."
                    + NearestName.Hint(name, _documents.Keys), "WorkflowsToInject");
            else if (!path.Add(name))
                node.Error("INJECTION_CYCLE", $"'{name}' is injected into itself.", "WorkflowsToInject");
            else
            {
                foreach (var rule in WithInjected(injected, path)) yield return rule;
                path.Remove(name);
            }
        }
    }

    private List<RuleNode> ReadRules(IEnumerable<DocumentNode> items, ExpressionScope outer, int depth)
    {
        var rules = new List<RuleNode>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (++_rules > MaximumRules)
            {
                item.Error("RULES_TOO_MANY", $"A rule set may hold {MaximumRules} rules.");
                break;
            }

            var name = item.Spelled(EngineKeys.OfRule).RequiredName("RuleName");
            if (names.Contains(name))
                item.Error("NAME_DUPLICATE", $"There are two rules called '{name}' beside each other.", "RuleName");
            if (!item.Flag("Enabled", whenAbsent: true)) continue;
            names.Add(name);
            rules.Add(ReadRule(item, name, outer, depth));
        }

        return rules;
    }

    private RuleNode ReadRule(DocumentNode node, string name, ExpressionScope outer, int depth)
    {
        CheckType(node);
        if (node.Child("WorkflowsToInject") is not null)
        {
            node.Error("INJECTION_UNSUPPORTED",
                "RulesEngine injects workflows into workflows alone; a rule that asks for it never fires there.",
                "WorkflowsToInject");
        }

        var tocsin = node.Object("Properties")?.Spelled(EngineKeys.OfProperties).Object("tocsin");
        var inner = ReadScoped(node, "LocalParams", outer);
        if (depth > MaximumDepth)
        {
            node.Error("RULES_TOO_DEEP", $"Rules nest at most {MaximumDepth} deep.", "Rules");
            return new RuleNode(null, name, node, tocsin, inner, []);
        }

        var isNested = node.Child("Rules") is not null;
        var nested = isNested ? ReadRules(node.Items("Rules"), inner, depth + 1) : [];
        if (node.Child("Operator") is not null && node.Items("Rules").Count == 0)
            node.Error("KEY_MISSING", "A rule with an Operator needs rules for it to join.", "Rules");
        return new RuleNode(Build(node, name, inner, isNested ? nested : null), name, node, tocsin, inner, nested);
    }

    private Rule? Build(DocumentNode node, string name, ExpressionScope inner, List<RuleNode>? nested)
    {
        var isWrong = false;
        var actions = node.Object("Actions")?.Spelled(EngineKeys.OfActions);
        var onHit = actions is null ? null : _actions.Read(actions, "OnSuccess", inner, ref isWrong);
        var onMiss = actions is null ? null : _actions.Read(actions, "OnFailure", inner, ref isWrong);
        var message = _messages.Read(node, inner);
        var successEvent = node.Text("SuccessEvent") ?? "";
        var condition = nested is null ? CompileCondition(node, "Expression", inner) : null;
        var combination = nested is null ? null : ReadOperator(node);
        if (isWrong || (condition is null && combination is null)) return null;
        if (nested?.Any(child => child.Rule is null) == true) return null;
        var children = nested?.Select(child => child.Rule!).ToList();
        return new Rule(name, condition, combination ?? default, children ?? [])
        {
            OnHit = onHit,
            OnMiss = onMiss,
            Message = message,
            SuccessEvent = successEvent,
        };
    }

    /// <summary>The condition at a key that must have one, or null after an error.</summary>
    public Condition? CompileCondition(DocumentNode node, string key, ExpressionScope names)
    {
        var text = node.RequiredText(key);
        if (string.IsNullOrWhiteSpace(text)) return null;
        try
        {
            var condition = _compiler.CompileCondition(text, names, out var tree);
            _expressions.Add(new PlacedExpression(node, key, names, tree) { Condition = condition });
            return condition;
        }
        catch (ExpressionRefusedException exception)
        {
            node.Error(key, exception.Problem);
            return null;
        }
    }

    /// <summary>The value expression at a key that must have one, outside of any workflow.</summary>
    public ValueExpression? CompileValue(DocumentNode node, string key) => CompileValue(node, key, _scope);

    /// <summary>The value expression at a key that must have one, or null after an error.</summary>
    public ValueExpression? CompileValue(DocumentNode node, string key, ExpressionScope names)
    {
        var text = node.RequiredText(key);
        if (string.IsNullOrWhiteSpace(text)) return null;
        try
        {
            var value = _compiler.CompileValue(text, names, out var tree);
            _expressions.Add(new PlacedExpression(node, key, names, tree));
            return value;
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
            var name = item.Spelled(EngineKeys.OfParam).RequiredText("Name");
            var text = item.RequiredText("Expression");
            if (name.Length == 0 || string.IsNullOrWhiteSpace(text) || !IsFree(item, name, inner)) continue;
            try
            {
                var meaning = _compiler.ReadScoped(text, inner);
                _expressions.Add(new PlacedExpression(item, "Expression", inner, meaning) { IsParam = true });
                inner = inner.With(name, meaning);
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

    private static void CheckType(DocumentNode node)
    {
        // RulesEngine's own serializer writes the kind as its number.
        if (node.Child("RuleExpressionType") is { } kind && kind.Element.ToString() == "0") return;
        if (node.Text("RuleExpressionType") is { } type and not "LambdaExpression")
            node.Error("VALUE_INVALID", $"'{type}' must be LambdaExpression.", "RuleExpressionType");
    }
}
