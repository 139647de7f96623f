using Tocsin.Core.Classification;
using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Documents;

/// <summary>Reads <c>classification.json</c>: which tables classify.</summary>
internal sealed class ClassificationReader(
    FeatureCatalogue catalogue, IReadOnlyDictionary<string, WorkflowNode> workflows,
    IReadOnlyDictionary<string, DecisionTable> tables)
{
    /// <summary>What it says; null after an error.</summary>
    public ClassificationPolicy? Read(DocumentNode node)
    {
        var category = Table(node, "category", isPerExposure: true, isRequired: true);
        var stage = Table(node, "stage", isPerExposure: true);
        var size = Table(node, "size", isPerExposure: false);
        var renewal = Table(node, "renewal", isPerExposure: true);
        if (category is { HitPolicy: not TableHitPolicy.Worst })
            node.Error("TABLE_UNSUITED", "Of the table of categories the worst row counts.", "category");
        if (category is not null) CheckClassified(node, category);
        var from = NonPerformingFrom(node, category);
        var balance = Feature(node, "balance", FeatureType.Number);
        var booked = Feature(node, "booked", FeatureType.Text);
        var upgrade = Upgrade(node);
        node.Close();
        if (category is null || from is null || balance is null || booked is null || upgrade is null) return null;
        return new ClassificationPolicy
        {
            Category = category,
            Stage = stage,
            Size = size,
            Renewal = renewal,
            NonPerformingFrom = from,
            Balance = balance,
            Booked = booked,
            Upgrade = upgrade,
        };
    }

    private DecisionTable? Table(DocumentNode node, string key, bool isPerExposure, bool isRequired = false)
    {
        var name = isRequired ? node.RequiredText(key) : node.Text(key) ?? "";
        if (name.Length == 0) return null;
        if (!tables.TryGetValue(name, out var table))
        {
            node.Error("TABLE_UNKNOWN",
                $"'{name}' is no table of this rule set." + NearestName.Hint(name, tables.Keys), key);
        }
        else if (table.IsPerExposure != isPerExposure)
        {
            var wanted = isPerExposure ? "each exposure" : "the borrower";
            node.Error("TABLE_UNSUITED", $"The table '{name}' must be asked of {wanted}.", key);
        }

        return table;
    }

    // Everywhere else it is always missing.
    private void CheckClassified(DocumentNode node, DecisionTable category)
    {
        foreach (var table in tables.Values.Where(table => table.Name != category.Name))
        {
            if (table.Rows.FirstOrDefault(row => row.ReadsClassified) is not { } row) continue;
            node.Error("INPUT_NEVER_THERE",
                $"'{row.Rule.Name}' of the table '{table.Name}' reads {ReservedInputs.ClassifiedNonPerforming}, "
                + "which is there for the table of categories alone.", "category");
        }
    }

    private static TableResult? NonPerformingFrom(DocumentNode node, DecisionTable? category)
    {
        const string key = "non_performing_from";
        var code = node.RequiredText(key);
        if (category is null || code.Length == 0 || category.Find(code) is { } found)
            return category?.Find(code);
        node.Error("RESULT_UNKNOWN", $"'{code}' is no result of the table '{category.Name}'."
            + NearestName.Hint(code, category.Results.Select(result => result.Code)), key);
        return null;
    }

    private FeatureDefinition? Feature(DocumentNode node, string key, FeatureType type)
    {
        var name = node.RequiredText(key);
        if (name.Length == 0) return null;
        if (catalogue.FindFeature(name) is not { } feature)
        {
            var features = catalogue.Views.SelectMany(view => view.Features);
            node.Error("FEATURE_UNKNOWN", $"'{name}' is no feature of features.json."
                + NearestName.Hint(name, features.Select(known => known.FullName)), key);
            return null;
        }

        if (feature.Type == type && catalogue.FindView(feature.View) is { IsPerExposure: true }) return feature;
        var wanted = type.ToString().ToLowerInvariant();
        node.Error("FEATURE_UNSUITED", $"{name} must be a {wanted} that each exposure has.", key);
        return null;
    }

    private Workflow? Upgrade(DocumentNode node)
    {
        const string key = "upgrade";
        var name = node.RequiredText(key);
        if (name.Length == 0) return null;
        if (!workflows.TryGetValue(name, out var workflow))
        {
            node.Error("WORKFLOW_UNKNOWN",
                $"'{name}' is no workflow of this rule set." + NearestName.Hint(name, workflows.Keys), key);
            return null;
        }

        foreach (var tocsin in workflow.Rules.Select(rule => rule.Tocsin).OfType<DocumentNode>())
        {
            _ = tocsin.Text("source");
            _ = tocsin.Bilingual("title");
            tocsin.Close();
        }

        return workflow.Workflow;
    }
}
