using System.Text.Json;

namespace Tocsin.Core.Rules.Differences;

/// <summary>How the subjects of each kind of rule file are written.</summary>
internal static class SubjectShapes
{
    private static readonly Dictionary<string, SubjectShape> _files = new(StringComparer.Ordinal)
    {
        ["ruleset.json"] = new(RuleSubjectKind.Manifest, ""),
        ["parameters.json"] = new(RuleSubjectKind.File, "")
        {
            Lists = List("parameters", RuleSubjectKind.Parameter, "name"),
        },
        ["features.json"] = new(RuleSubjectKind.FeatureCatalogue, "")
        {
            Lists = List("views", new SubjectShape(RuleSubjectKind.FeatureView, "name")
            {
                Lists = List("features", RuleSubjectKind.Feature, "name", isOrdered: true),
            }, isOrdered: true),
        },
        ["reasons.json"] = new(RuleSubjectKind.File, "") { Lists = List("reasons", RuleSubjectKind.Reason, "code") },
        ["actions.json"] = new(RuleSubjectKind.File, "") { Lists = List("actions", RuleSubjectKind.Action, "code") },
        ["calendar.json"] = new(RuleSubjectKind.Calendar, "")
        {
            Lists = List("years", RuleSubjectKind.CalendarYear, "year"),
        },
        ["classification.json"] = new(RuleSubjectKind.Classification, ""),
        ["warnings.json"] = new(RuleSubjectKind.WarningSettings, "")
        {
            Lists = new Dictionary<string, SubjectListShape>(StringComparer.Ordinal)
            {
                [KeyOf("by_hand")] = new(() => new SubjectShape(RuleSubjectKind.HandIndicator, "name"), false),
                [KeyOf("families")] = new(() => new SubjectShape(RuleSubjectKind.IndicatorFamily, "code"), false),
            },
        },
    };

    private static readonly (string Folder, SubjectShape Shape)[] _folders =
    [
        ("policies/", new(RuleSubjectKind.Policy, "product")),
        ("rating_scales/", new(RuleSubjectKind.RatingScale, "name")
        {
            Lists = List("grades", RuleSubjectKind.RatingGrade, "grade", isOrdered: true),
        }),
        ("rating_matrices/", new(RuleSubjectKind.RatingMatrix, "name")
        {
            Lists = List("rows", RuleSubjectKind.MatrixRow, "grade"),
        }),
        ("tables/", new(RuleSubjectKind.Table, "name")
        {
            Lists = List("results", RuleSubjectKind.TableResult, "code", isOrdered: true),
        }),
        ("examples/", new(RuleSubjectKind.ExampleSet, "")
        {
            Lists = List("examples", RuleSubjectKind.Example, "name"),
        }),
    ];

    // In this order files are told of; what is named here but "workflows/" stands above.
    private static readonly string[] _order =
    [
        "ruleset.json", "parameters.json", "features.json", "reasons.json", "actions.json", "workflows/", "policies/",
        "rating_scales/", "rating_matrices/", "tables/", "classification.json", "warnings.json", "calendar.json",
        "examples/",
    ];

    /// <summary>
    /// Where in the order of telling a file comes: files of one rank hold subjects that are known by their names alone.
    /// </summary>
    public static int RankOf(string path) => Array.FindIndex(_order, one =>
        one.EndsWith('/') ? path.StartsWith(one, StringComparison.Ordinal) : path == one) is var rank and >= 0
            ? rank : _order.Length;

    /// <summary>How a file other than one of workflows is written.</summary>
    public static SubjectShape OfFile(string path) =>
        _files.GetValueOrDefault(path)
        ?? Array.Find(_folders, one => path.StartsWith(one.Folder, StringComparison.Ordinal)).Shape
        ?? new SubjectShape(RuleSubjectKind.File, "");

    /// <summary>How a workflow is written whose rules are of a kind.</summary>
    public static SubjectShape OfWorkflow(RuleSubjectKind rules) => new(RuleSubjectKind.Workflow, "WorkflowName")
    {
        Lists = new Dictionary<string, SubjectListShape>(StringComparer.Ordinal)
        {
            [KeyOf("GlobalParams")] = Params(),
            [KeyOf("Rules")] = new(() => OfRule(rules), IsOrdered: true),
        },
    };

    // The highest level counts, in whatever order they are written; of other nested rules it is told in order.
    private static SubjectShape OfRule(RuleSubjectKind kind)
    {
        var nested = kind == RuleSubjectKind.Indicator ? RuleSubjectKind.Level : RuleSubjectKind.Rule;
        return new SubjectShape(kind, "RuleName")
        {
            Lists = new Dictionary<string, SubjectListShape>(StringComparer.Ordinal)
            {
                [KeyOf("LocalParams")] = Params(),
                [KeyOf("Rules")] = new(() => OfRule(nested), nested != RuleSubjectKind.Level),
                [KeyOf("Properties", "tocsin", "bins")] = new(
                    () => new SubjectShape(RuleSubjectKind.Bin, "") { Called = BinName }, IsOrdered: true),
            },
        };
    }

    private static SubjectListShape Params() =>
        new(() => new SubjectShape(RuleSubjectKind.ScopedParam, "Name"), IsOrdered: true);

    private static string BinName(JsonElement bin)
    {
        if (bin.TryGetProperty("below", out var below)) return $"below {FacetText.Of(below)}";
        return bin.TryGetProperty("in", out var members) ? $"in {FacetText.Of(members)}" : "otherwise";
    }

    private static Dictionary<string, SubjectListShape> List(
        string key, RuleSubjectKind kind, string name, bool isOrdered = false) =>
        List(key, new SubjectShape(kind, name), isOrdered);

    private static Dictionary<string, SubjectListShape> List(string key, SubjectShape shape, bool isOrdered) =>
        new(StringComparer.Ordinal) { [KeyOf(key)] = new SubjectListShape(() => shape, isOrdered) };

    private static string KeyOf(params IReadOnlyList<string> keys) => FacetPlace.Of(keys).Key;
}
