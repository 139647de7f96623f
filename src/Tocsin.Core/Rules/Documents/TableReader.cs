using Tocsin.Core.Classification;
using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Documents;

/// <summary>Reads the files of <c>tables/</c> and the rows of the workflows they name.</summary>
/// <param name="catalogue">The features.</param>
/// <param name="workflows">The workflows, by name.</param>
/// <param name="hasScore">True when a product is named whose score tables may read.</param>
internal sealed class TableReader(
    FeatureCatalogue catalogue, IReadOnlyDictionary<string, WorkflowNode> workflows, bool hasScore)
{
    /// <summary>The most results of one table.</summary>
    public const int MaximumResults = 64;

    private readonly string[] _elsewhere =
    [
        "request.", "decision.", ReservedInputs.Raised, ServerViews.Warnings + ".",
        .. hasScore ? Array.Empty<string>() : [ServerViews.Score + "."],
    ];


    private readonly Dictionary<string, DecisionTable> _tables = new(StringComparer.Ordinal);
    private readonly List<(string Table, string Row, DocumentNode Node)> _exceptions = [];

    /// <summary>Reads every table, by name.</summary>
    public Dictionary<string, DecisionTable> Read(IEnumerable<DocumentNode> files)
    {
        foreach (var node in files)
        {
            var table = ReadTable(node);
            if (!_tables.TryAdd(table.Name, table))
                node.Error("NAME_DUPLICATE", $"There are two tables called '{table.Name}'.", "name");
        }

        // A row may name a table that is read after its own.
        foreach (var (table, row, node) in _exceptions) Join(table, row, node);
        return _tables;
    }

    private DecisionTable ReadTable(DocumentNode node)
    {
        var name = node.RequiredText("name");
        if (name.Length > 0 && !NameRules.IsIdentifier(name))
            node.Error("NAME_INVALID", $"'{name}' is no table's name: letters, digits and underscores.", "name");
        var results = ReadResults(node);
        var policy = node.Choice("hit", "worst", "worst", "first") == "first"
            ? TableHitPolicy.First : TableHitPolicy.Worst;
        var otherwise = Result(node, "otherwise", results);
        if (policy == TableHitPolicy.Worst && otherwise?.Rank > 0)
        {
            node.Error("OTHERWISE_NOT_FIRST",
                $"Where the worst row counts, no row is the first result, '{results[0].Code}'.", "otherwise");
        }

        var isPerExposure = node.Choice("per", "borrower", "borrower", "exposure") == "exposure";
        var rows = ReadRows(node, name, results, isPerExposure);
        // Everything is read before anything is given up, so that an author sees every problem at once.
        var table = new DecisionTable
        {
            Name = name,
            Title = node.Bilingual("title"),
            Source = node.RequiredText("source"),
            Owner = node.RequiredText("owner"),
            ReviewDate = ManifestReader.Date(node, "review_date"),
            IsPerExposure = isPerExposure,
            IsDraft = node.Flag("draft"),
            Results = results,
            HitPolicy = policy,
            Otherwise = otherwise ?? new TableResult(0, "", BilingualText.Empty),
            Rows = rows,
        };
        node.Close();
        return table;
    }

    private static List<TableResult> ReadResults(DocumentNode node)
    {
        var results = new List<TableResult>();
        foreach (var item in node.Items("results"))
        {
            var code = item.RequiredText("code");
            if (code.Length > 0 && !NameRules.IsIdentifier(code))
                item.Error("NAME_INVALID", $"'{code}' is no result's code: letters, digits and underscores.", "code");
            if (results.Exists(other => other.Code == code))
                item.Error("NAME_DUPLICATE", $"The result '{code}' stands twice.", "code");
            results.Add(new TableResult(results.Count, code, item.Bilingual("title")));
            item.Close();
        }

        if (results.Count is < 2 or > MaximumResults)
            node.Error("RESULTS_INVALID", $"A table has 2 to {MaximumResults} results.", "results");
        return results;
    }

    private List<TableRow> ReadRows(
        DocumentNode node, string table, List<TableResult> results, bool isPerExposure)
    {
        var rows = new List<TableRow>();
        var name = node.RequiredText("workflow");
        if (name.Length == 0) return rows;
        if (!workflows.TryGetValue(name, out var workflow))
        {
            node.Error("WORKFLOW_UNKNOWN",
                $"'{name}' is no workflow of this rule set." + NearestName.Hint(name, workflows.Keys), "workflow");
            return rows;
        }

        foreach (var rule in workflow.Rules)
        {
            if (ReadRow(rule, table, results) is not { } row) continue;
            CheckInputs(rule, row.Rule, isPerExposure);
            rows.Add(row);
        }

        return rows;
    }

    private TableRow? ReadRow(RuleNode rule, string table, List<TableResult> results)
    {
        if (rule.Tocsin is not { } node)
        {
            rule.Place.Error("KEY_MISSING", $"The row '{rule.Name}' needs Properties.tocsin with a result.");
            return null;
        }

        var result = Result(node, "result", results);
        if (node.Object("unless") is { } unless) _exceptions.Add((table, rule.Name, unless));
        var (title, source, isDraft) = (node.Bilingual("title"), node.Text("source") ?? "", node.Flag("draft"));
        node.Close();
        return rule.Rule is null || result is null
            ? null : new TableRow(rule.Rule, result) { Title = title, Source = source, IsDraft = isDraft };
    }

    private static TableResult? Result(DocumentNode node, string key, IReadOnlyList<TableResult> results)
    {
        var code = node.RequiredText(key);
        if (code.Length == 0) return null;
        if (results.FirstOrDefault(result => result.Code == code) is { } found) return found;
        node.Error("RESULT_UNKNOWN", $"'{code}' is no result of this table."
            + NearestName.Hint(code, results.Select(result => result.Code)), key);
        return null;
    }

    // What is never there where tables are asked would leave every answer incomplete.
    private void CheckInputs(RuleNode rule, Rule row, bool isPerExposure)
    {
        var elsewhere = row.Reads.Select(slot => slot.Name)
            .Where(name => _elsewhere.Any(start => name.StartsWith(start, StringComparison.Ordinal))).ToList();
        if (elsewhere.Count > 0)
        {
            rule.Place.Error("INPUT_NEVER_THERE",
                $"'{rule.Name}' reads {string.Join(", ", elsewhere)}, which is not there when tables are asked.");
        }

        var ofExposures = row.Reads.Where(slot => !isPerExposure && slot.Feature is { } feature
            && catalogue.FindView(feature.View) is { IsPerExposure: true }).Select(slot => slot.Name).ToList();
        if (ofExposures.Count > 0)
        {
            rule.Place.Error("FEATURE_PER_EXPOSURE",
                $"'{rule.Name}' stands in a table of the borrower and reads {string.Join(", ", ofExposures)}, which "
                + "each exposure has: write \"per\": \"exposure\" in the table, or read an aggregate.");
        }
    }

    private void Join(string tableName, string row, DocumentNode node)
    {
        var name = node.RequiredText("table");
        if (name.Length > 0 && !_tables.ContainsKey(name))
        {
            node.Error("TABLE_UNKNOWN",
                $"'{name}' is no table of this rule set." + NearestName.Hint(name, _tables.Keys), "table");
        }
        else if (_exceptions.Exists(other => other.Table == name))
        {
            node.Error("TABLE_NESTED", $"The table '{name}' has exceptions of its own: they do not nest.", "table");
        }

        var other = _tables.GetValueOrDefault(name);
        var result = Result(node, "result", other?.Results ?? []);
        node.Close();
        if (other is null || result is null || !_tables.TryGetValue(tableName, out var table)) return;
        if (other.IsPerExposure && !table.IsPerExposure)
        {
            node.Error("TABLE_UNSUITED",
                $"The table '{name}' is asked of each exposure, that of this row of the borrower.", "table");
        }

        var exception = new TableException(other, result);
        _tables[tableName] = table with
        {
            Rows = [.. table.Rows.Select(known => known.Rule.Name == row ? known with { Unless = exception } : known)],
        };
    }
}
