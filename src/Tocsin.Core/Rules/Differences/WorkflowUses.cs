using System.Text.Json;

namespace Tocsin.Core.Rules.Differences;

/// <summary>What the rules of each workflow are there for, as policies, tables and settings say.</summary>
internal sealed class WorkflowUses
{
    private static readonly (string[] Place, RuleSubjectKind Kind)[] _ofPolicy =
    [
        (["knock_outs"], RuleSubjectKind.KnockOut),
        (["scorecard", "workflow"], RuleSubjectKind.Characteristic),
        (["formula", "workflow"], RuleSubjectKind.Formula),
        (["grading", "behaviour", "workflow"], RuleSubjectKind.BehaviourClass),
        (["grading", "events", "workflow"], RuleSubjectKind.GradeEvent),
        (["limit", "caps"], RuleSubjectKind.LimitCap),
        (["price", "components"], RuleSubjectKind.PriceComponent),
        (["conditions"], RuleSubjectKind.OfferCondition),
    ];

    // What else a policy names comes after its score.
    private static readonly RuleSubjectKind[] _scoring =
    [
        RuleSubjectKind.Characteristic, RuleSubjectKind.Formula, RuleSubjectKind.BehaviourClass,
        RuleSubjectKind.GradeEvent,
    ];

    private static readonly (string[] Place, RuleSubjectKind Kind)[] _ofGrades =
    [
        (["rating_scale"], RuleSubjectKind.RatingScale),
        (["grading", "matrix"], RuleSubjectKind.RatingMatrix),
    ];

    private readonly Dictionary<string, (RuleSubjectKind Kind, RuleReach Reach)> _uses = new(StringComparer.Ordinal);
    private readonly Dictionary<(RuleSubjectKind Kind, string Name), SortedSet<string>> _products = [];

    /// <summary>Reads what each workflow of a rule set is there for.</summary>
    public WorkflowUses(RuleDocuments documents)
    {
        if (documents.RootOf("warnings.json") is { } warnings)
        {
            ScoreProduct = RuleJson.TextAt(warnings, "score") ?? "";
            foreach (var name in RuleJson.TextsOf(RuleJson.At(warnings, "workflows")))
                Note(name, RuleSubjectKind.Indicator, RuleReach.Warnings);
            Note(RuleJson.TextAt(warnings, "borrower_level"), RuleSubjectKind.BorrowerLevel, RuleReach.Warnings);
        }

        foreach (var (_, policy) in documents.InFolder("policies/")) ReadPolicy(policy);
        foreach (var (_, table) in documents.InFolder("tables/"))
            Note(RuleJson.TextAt(table, "workflow"), RuleSubjectKind.TableRow, RuleReach.Classification);
        if (documents.RootOf("classification.json") is { } classification)
            Note(RuleJson.TextAt(classification, "upgrade"), RuleSubjectKind.UpgradeProof, RuleReach.Classification);
        PassOn(new WorkflowLinks(documents));
    }

    /// <summary>The product whose score reviews take; empty without one.</summary>
    public string ScoreProduct { get; } = "";

    /// <summary>What the rules of a workflow are.</summary>
    public RuleSubjectKind Of(string workflow) =>
        _uses.TryGetValue(workflow, out var use) ? use.Kind : RuleSubjectKind.Rule;

    /// <summary>What the rules of a workflow may change.</summary>
    public RuleReach ReachOf(string workflow) => _uses.GetValueOrDefault(workflow).Reach;

    /// <summary>The products whose policies name a workflow, a rating scale or a rating matrix.</summary>
    public IReadOnlyCollection<string> ProductsOf(RuleSubjectKind kind, string name) =>
        _products.TryGetValue((kind, name), out var products) ? products : [];

    private void ReadPolicy(JsonElement policy)
    {
        var product = FacetText.Seen(RuleJson.TextAt(policy, "product") ?? "");
        foreach (var (place, kind) in _ofPolicy)
        {
            var isScore = product == ScoreProduct && _scoring.Contains(kind);
            Note(RuleJson.TextAt(policy, place), kind, RuleReach.Decisions | (isScore ? RuleReach.Score : 0));
            NoteProduct(RuleSubjectKind.Workflow, RuleJson.TextAt(policy, place), product);
        }

        foreach (var (place, kind) in _ofGrades) NoteProduct(kind, RuleJson.TextAt(policy, place), product);
    }

    private bool NoteProduct(RuleSubjectKind kind, string? name, string product)
    {
        if (name is null || product.Length == 0) return false;
        if (!_products.TryGetValue((kind, name), out var products))
            _products.Add((kind, name), products = new SortedSet<string>(StringComparer.Ordinal));
        return products.Add(product);
    }

    // Rules that are taken in are there for what takes them in, and what a rule has evaluated for what it is for.
    private void PassOn(WorkflowLinks links)
    {
        var open = new Queue<string>(_uses.Keys);
        while (open.TryDequeue(out var from))
            foreach (var (to, isInjected) in links.From(from))
                if (Give(from, to, isInjected)) open.Enqueue(to);
    }

    private bool Give(string from, string to, bool isInjected)
    {
        var (kind, reach) = _uses[from];
        var (first, before) = _uses.GetValueOrDefault(to, (RuleSubjectKind.Rule, RuleReach.None));
        var called = first == RuleSubjectKind.Rule && isInjected ? kind : first;
        _uses[to] = (called, before | reach);
        var hasChanged = _uses[to] != (first, before);
        foreach (var product in ProductsOf(RuleSubjectKind.Workflow, from).ToList())
            hasChanged |= NoteProduct(RuleSubjectKind.Workflow, to, product);
        return hasChanged;
    }

    // Where two name one workflow, the first says what its rules are called.
    private void Note(string? name, RuleSubjectKind kind, RuleReach reach)
    {
        if (name is null) return;
        var (first, before) = _uses.GetValueOrDefault(name, (kind, RuleReach.None));
        _uses[name] = (first, before | reach);
    }
}
