using Tocsin.Core.Classification;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Documents;

/// <summary>Compares what an example expects of tables, and of the category that stands on them.</summary>
internal sealed class TableExampleCheck(RuleSet set, LaidOutExample example, DocumentNode expect)
{
    private static readonly string[] _keys =
        ["tables", "tables_with_drafts", "category", "category_with_drafts", "upgrade"];

    private readonly List<ExampleDifference> _differences = [];
    private readonly List<ExpectedTable> _expected = [];

    /// <summary>What it expected of tables, once compared.</summary>
    public IReadOnlyList<ExpectedTable> Expected => _expected;

    /// <summary>True when an example expects nothing but what tables give.</summary>
    public static bool IsAlone(DocumentNode expect) => expect.IsObject
        && expect.Element.EnumerateObject().All(member => _keys.Contains(member.Name));

    /// <summary>Compares everything that it expects of tables, and gives what differs.</summary>
    public IReadOnlyList<ExampleDifference> Run()
    {
        // Nothing is computed for an example that is of something else.
        if (!Array.Exists(_keys, key => expect.Child(key) is not null)) return [];
        Check("tables", "category", usesDrafts: false);
        Check("tables_with_drafts", "category_with_drafts", usesDrafts: true);
        return _differences;
    }

    private void Check(string tablesKey, string categoryKey, bool usesDrafts)
    {
        // Most look at a table or two, for which nothing has to be classified.
        var own = new Lazy<ExposureClassification?>(() => Classified(usesDrafts), LazyThreadSafetyMode.None);
        foreach (var (name, node) in expect.Object(tablesKey)?.Members() ?? [])
        {
            if (!set.Tables.TryGetValue(name, out var table))
            {
                node.Error("TABLE_UNKNOWN",
                    $"'{name}' is no table of this rule set." + NearestName.Hint(name, set.Tables.Keys));
                continue;
            }

            var profile = table == set.Classification?.Category ? own.Value!.Profile
                : table.IsPerExposure ? example.Profile(RuleExample.OwnExposure) : example.BorrowerProfile();
            var answer = table.Evaluate(profile, usesDrafts);
            _expected.Add(new ExpectedTable(answer, profile, usesDrafts));
            Same(node, $"{tablesKey}.{name}", node.Element.ToString(), answer.Text);
        }

        CheckCategory(categoryKey, own, usesDrafts);
    }

    private void CheckCategory(string key, Lazy<ExposureClassification?> classified, bool usesDrafts)
    {
        var category = expect.Text(key);
        var upgrade = usesDrafts ? null : expect.Text("upgrade");
        if (category is null && upgrade is null) return;
        if (classified.Value is not { } own)
        {
            expect.Error("CLASSIFICATION_UNDEFINED", "The rule set has no classification.json.", key);
            return;
        }

        _expected.Add(new ExpectedTable(own.CategoryAnswer, own.Profile, usesDrafts) { Upgrade = own });
        if (category is not null) Same(expect, key, category, own.Text, key);
        if (upgrade is not null) Same(expect, "upgrade", upgrade, UpgradeText(own.Upgrade), "upgrade");
    }

    private ExposureClassification? Classified(bool usesDrafts)
    {
        if (set.Classification is null) return null;
        return ExposureClassifier.Classify(set, example.Exposures, example.BorrowerProfile(), new ClassificationRequest
        {
            Exposures = [RuleExample.OwnExposure],
            UsesDrafts = usesDrafts,
        }).Exposures[0];
    }

    private void Same(DocumentNode node, string field, string expected, string actual, string? key = null)
    {
        if (expected == actual) return;
        _differences.Add(new ExampleDifference(field, expected, actual));
        node.Error("EXAMPLE_FAILED", $"Expected {field} {expected}; it came out {actual}.", key);
    }

    private static string UpgradeText(CategoryUpgrade upgrade) => upgrade switch
    {
        CategoryUpgrade.Proven => "proven",
        CategoryUpgrade.Held => "held",
        CategoryUpgrade.BookedUnknown => "booked_unknown",
        _ => "not_asked",
    };
}
