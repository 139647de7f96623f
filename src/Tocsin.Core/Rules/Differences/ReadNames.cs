using System.Text.Json;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Differences;

/// <summary>
/// Who reads which parameters, features and views in one rule set: rules through the params around them, too, and what
/// is computed of a feature as the feature itself.
/// </summary>
internal sealed class ReadNames
{
    private const string AgeStart = "data.";
    private const string AgeEnd = "_age_days";

    // Rules that are taken in count wherever they are, and once more for each workflow that they come from. No set that
    // can be activated has more rules.
    private const int MaximumRules = 20_000;

    /// <summary>Before the code of a reason that is given.</summary>
    public const string Reason = "reason ";

    /// <summary>Before the code of an action that is called for.</summary>
    public const string Action = "action ";

    /// <summary>Before the name of a table that classifies.</summary>
    public const string Table = "table ";

    /// <summary>The name that what cannot be read stands for.</summary>
    public const string Anything = "any thing";

    private readonly RuleDocuments _documents;
    private readonly Dictionary<string, List<string>> _madeOf = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<NameRead> _all = [];
    private string _workflow = "", _product = "";
    private int _rules;
    private bool _isOfWarnings;

    public ReadNames(RuleDocuments documents)
    {
        _documents = documents;
        if (documents.RootOf("features.json") is not { } catalogue) return;
        foreach (var view in RuleJson.ObjectsAt(catalogue, "views"))
            foreach (var feature in RuleJson.ObjectsAt(view, "features"))
            {
                var name = $"{RuleJson.TextAt(view, "name")}.{RuleJson.TextAt(feature, "name")}";
                Make(name + "_previous", name);
                if (RuleJson.TextAt(feature, "aggregate", "of") is { } source) Make(name, source);
            }
    }

    /// <summary>
    /// Every reader with each name it reads: <c>p.name</c>, <c>view.feature</c>, the view alone, a code or a table; as
    /// it is spelled, which for features and views may differ by case.
    /// </summary>
    public IReadOnlyList<NameRead> All()
    {
        var links = new WorkflowLinks(_documents);
        foreach (var (_, workflow) in _documents.Workflows())
        {
            _workflow = RuleJson.TextAt(workflow, "WorkflowName") ?? "";
            var scope = WithParams(workflow, "GlobalParams", new(StringComparer.Ordinal));
            foreach (var rule in RuleJson.ObjectsAt(workflow, "Rules")) Read(rule, _workflow, scope);
            // Rules that are taken in see the params of what takes them in, and are told of where they stand.
            foreach (var (name, injected) in links.InjectedInto(_workflow).TakeWhile(link => Fits(link.Name)))
                foreach (var rule in RuleJson.ObjectsAt(injected, "Rules")) Read(rule, name, scope);
        }

        _workflow = "";
        foreach (var (_, policy) in _documents.InFolder("policies/")) ReadPolicy(policy);
        _product = "";
        if (_documents.RootOf("classification.json") is { } classification) ReadClassification(classification);
        _isOfWarnings = true;
        if (_documents.RootOf("warnings.json") is not { } warnings) return _all;
        foreach (var indicator in RuleJson.ObjectsAt(warnings, "by_hand"))
            NoteCodes(RuleJson.TextAt(indicator, "name") ?? "", Action, RuleJson.At(indicator, "actions"));
        return _all;
    }

    private void Make(string name, string source)
    {
        if (!_madeOf.TryGetValue(name, out var sources)) _madeOf.Add(name, sources = []);
        sources.Add(source);
    }

    private void ReadClassification(JsonElement classification)
    {
        foreach (var key in new[] { "balance", "booked" })
            Note($"classification/{key}", RuleJson.TextAt(classification, key), null);
        foreach (var key in new[] { "category", "stage", "size", "renewal" })
            NoteCodes($"classification/{key}", Table, RuleJson.At(classification, key));
    }

    private void ReadPolicy(JsonElement policy)
    {
        _product = RuleJson.TextAt(policy, "product") ?? "";
        foreach (var key in new[] { "floor", "ceiling" })
            Note($"{_product}/price.{key}", RuleJson.TextAt(policy, "price", key), null);
        foreach (var feature in RuleJson.TextsOf(RuleJson.At(policy, "required")))
            Note($"{_product}/required", feature, null);
        foreach (var key in new[] { "pd_reason", "grade_reason" })
            NoteCodes($"{_product}/outcome.{key}", Reason, RuleJson.At(policy, "outcome", key));
        if (RuleJson.At(policy, "unknown_reasons") is not { ValueKind: JsonValueKind.Object } unknown) return;
        foreach (var member in unknown.EnumerateObject())
            NoteCodes($"{_product}/unknown_reasons.{member.Name}", Reason, member.Value);
    }

    private void Read(JsonElement rule, string holder, Dictionary<string, HashSet<string>> outer)
    {
        var path = $"{holder}/{RuleJson.TextAt(rule, "RuleName")}";
        if (!Fits(path)) return;
        var scope = WithParams(rule, "LocalParams", outer);
        Note(path, RuleJson.TextAt(rule, "Expression"), scope);
        foreach (var key in new[] { "applies_when", "clear", "value" })
            Note(path, RuleJson.TextAt(rule, "Properties", "tocsin", key), scope);
        foreach (var key in new[] { "OnSuccess", "OnFailure" })
        {
            // RulesEngine takes this key in any case.
            foreach (var text in RuleJson.TextsInAnyCase(RuleJson.At(rule, "Actions", key, "Context"), "expression"))
                Note(path, text, scope);
        }

        NoteCodes(path, Reason, RuleJson.At(rule, "Properties", "tocsin", "reason"));
        foreach (var bin in RuleJson.ObjectsAt(rule, "Properties", "tocsin", "bins"))
            NoteCodes(path, Reason, RuleJson.At(bin, "reason"));
        NoteCodes(path, Action, RuleJson.At(rule, "Properties", "tocsin", "actions"));
        foreach (var nested in RuleJson.ObjectsAt(rule, "Rules")) Read(nested, path, scope);
    }

    // What is not looked at may read anything.
    private bool Fits(string reader)
    {
        if (_rules == MaximumRules) _all.Add(ReadBy(reader, Anything));
        return _rules <= MaximumRules && ++_rules <= MaximumRules;
    }

    // A param reads what the params before it read, where it uses them.
    private Dictionary<string, HashSet<string>> WithParams(
        JsonElement holder, string key, Dictionary<string, HashSet<string>> outer)
    {
        var scope = outer;
        foreach (var item in RuleJson.ObjectsAt(holder, key))
        {
            if (RuleJson.TextAt(item, "Name") is not { } name) continue;
            if (ReferenceEquals(scope, outer)) scope = new(outer, StringComparer.Ordinal);
            scope[name] = NamesIn(RuleJson.TextAt(item, "Expression"), scope);
        }

        return scope;
    }

    private void Note(string reader, string? expression, Dictionary<string, HashSet<string>>? scope) =>
        _all.AddRange(NamesIn(expression, scope).Select(name => ReadBy(reader, name)));

    private void NoteCodes(string reader, string start, JsonElement? codes)
    {
        if (codes is { ValueKind: JsonValueKind.String } code) _all.Add(ReadBy(reader, start + code.GetString()));
        else _all.AddRange(RuleJson.TextsOf(codes).Select(text => ReadBy(reader, start + text)));
    }

    private NameRead ReadBy(string reader, string name) =>
        new(FacetText.Seen(reader), name, FacetText.Seen(_workflow), FacetText.Seen(_product), _isOfWarnings);

    private HashSet<string> NamesIn(string? expression, Dictionary<string, HashSet<string>>? scope)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (TokensOf(expression) is not { } tokens) return [Anything];
        foreach (var token in tokens)
        {
            if (token.Kind != ExpressionTokenKind.Name) continue;
            var read = scope?.GetValueOrDefault(token.Text.Split('.')[0]);
            if (read is not null) names.UnionWith(read);
            // An input's whole name comes before a param's, which may be spelled as its view but for case.
            if (read is null || token.Text.Contains('.', StringComparison.Ordinal)) Add(token.Text, names);
        }

        return names;
    }

    // A name may go on with a method, and it is of its view: every start of it that ends before a dot is read.
    private void Add(string text, HashSet<string> names)
    {
        for (var end = text.Length; end > 0; end = text.LastIndexOf('.', end - 1))
        {
            var name = text[..end];
            if (!names.Add(name) || !_madeOf.TryGetValue(name, out var sources)) continue;
            foreach (var source in sources) Add(source, names);
        }

        if (text.StartsWith(AgeStart, StringComparison.OrdinalIgnoreCase)
            && text.EndsWith(AgeEnd, StringComparison.OrdinalIgnoreCase)
            && text.Length > AgeStart.Length + AgeEnd.Length)
        {
            names.Add(text[AgeStart.Length..^AgeEnd.Length]);
        }
    }

    // What the tokenizer refuses no rule set holds that can be activated.
    private static IReadOnlyList<ExpressionToken>? TokensOf(string? expression)
    {
        if (string.IsNullOrWhiteSpace(expression)) return [];
        try
        {
            return ExpressionTokenizer.Tokenize(expression, new ExpressionBudget());
        }
        catch (ExpressionRefusedException)
        {
            return null;
        }
    }
}
