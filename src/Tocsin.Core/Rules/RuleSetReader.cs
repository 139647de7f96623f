using System.Collections.Frozen;
using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules.Checking;
using Tocsin.Core.Rules.Documents;
using Tocsin.Core.Rules.Expressions;
using Tocsin.Core.Warnings;

namespace Tocsin.Core.Rules;

/// <summary>
/// Takes a rule set from files to compiled rules: reads, validates, guards, compiles, runs the examples, and reports
/// every problem on the way. Thread-safe.
/// </summary>
public sealed class RuleSetReader
{
    private static readonly string[] _required =
        ["ruleset.json", "features.json", "parameters.json", "calendar.json", "reasons.json", "warnings.json"];

    private static readonly string[] _optional = ["actions.json", "classification.json"];

    private static readonly string[] _folders =
        ["policies/", "rating_scales/", "rating_matrices/", "tables/", "workflows/", "examples/"];

    // What a file that could not be read would have defined is not known to be lacking.
    private static readonly (string Start, string Code)[] _references =
    [
        ("reasons.json", "REASON_UNKNOWN"), ("actions.json", "ACTION_UNKNOWN"), ("actions.json", "FEATURE_NEVER_SET"),
        ("workflows/", "WORKFLOW_UNKNOWN"), ("rating_scales/", "RATING_SCALE_UNKNOWN"),
        ("tables/", "TABLE_UNKNOWN"), ("rating_matrices/", "MATRIX_UNKNOWN"),
    ];

    private readonly RuleFiles _files;
    private readonly DateOnly? _asOf;
    private readonly Action _breathe;
    private readonly HashSet<string> _paths;
    private readonly ProblemList _problems = new();
    private readonly Dictionary<string, DocumentNode> _documents = new(StringComparer.Ordinal);

    private RuleSetReader(RuleFiles files, DateOnly? asOf, Action? breathe)
    {
        (_files, _asOf, _breathe) = (files, asOf, breathe ?? (() => { }));
        _paths = [.. files.Files.Select(file => file.Path)];
    }

    /// <summary>Loads beforehand, beside other work, what the first reading would wait for. Thread-safe.</summary>
    public static void Prepare() => ExpressionCompiler.Prepare();

    /// <summary>Reads a rule set. Never throws for what stands in the files.</summary>
    /// <param name="files">The files.</param>
    /// <param name="asOf">
    /// The civil date as of which review dates are past; null where that is not asked. Nothing else depends on it.
    /// </param>
    /// <param name="breathe">
    /// Called on every thread that reads, after each millisecond or so of work: whoever has others wait rests in it.
    /// </param>
    public static RuleSetReading Read(RuleFiles files, DateOnly? asOf = null, Action? breathe = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        var reader = new RuleSetReader(files, asOf, breathe);
        try
        {
            return reader.Run();
        }
        catch (ProblemsTooManyException)
        {
            return new RuleSetReading(null, reader._problems.InOrder, 0, 0);
        }
    }

    private RuleSetReading Run()
    {
        foreach (var file in _files.Files) ReadFile(file);
        foreach (var name in _required.Where(name => !_documents.ContainsKey(name)))
        {
            if (!_files.Files.Any(file => file.Path == name))
                _problems.Error("FILE_MISSING", name, "", $"The rule set has no {name}.");
        }

        // Without the catalogue and the parameters no expression can be read, and every message would be noise.
        if (!_documents.TryGetValue("features.json", out var features)
            || !_documents.TryGetValue("parameters.json", out var parameters))
        {
            return new RuleSetReading(null, _problems.InOrder, 0, 0);
        }

        var set = Build(CatalogueReader.Read(features), ParametersReader.Read(parameters));
        foreach (var (start, code) in _references)
        {
            if (IsUnread(start)) _problems.Forget(code);
        }

        if (_problems.HasErrors || set is null) return new RuleSetReading(null, _problems.InOrder, 0, 0);
        var examples = InFolder(ExampleReader.Folder)
            .Select(file => new ExampleRunner(set, file, _problems, _breathe)).ToList();
        ExampleRunner.Run(examples);
        var results = examples.SelectMany(file => file.Results).ToList();
        return new RuleSetReading(
            _problems.HasErrors ? null : set, _problems.InOrder,
            examples.Sum(file => file.Count), examples.Sum(file => file.Failed))
        {
            Results = results,
            Tested = set,
        };
    }

    private void ReadFile(RuleFile file)
    {
        _breathe();
        if (!RuleFile.IsPath(file.Path))
        {
            _problems.Error(
                "FILE_PATH_INVALID", file.Path, "", "A rule file has a relative path with forward slashes.");
            return;
        }

        // On a disk, where every activated set is kept, one of the two could not be written.
        if (FoldersOf(file.Path).FirstOrDefault(_paths.Contains) is { } above)
        {
            _problems.Error("FILE_PATH_INVALID", file.Path, "", $"{above} is a file: nothing can be below it.");
            return;
        }

        if (!_required.Contains(file.Path) && !_optional.Contains(file.Path)
            && !_folders.Any(folder => IsIn(folder, file)))
        {
            _problems.Error("FILE_UNKNOWN", file.Path, "",
                "This file is no part of a rule set." + NearestName.Hint(file.Path, _required));
            return;
        }

        if (!RuleFolder.IsRead(file.Path))
        {
            // A folder that keeps such a file would be read without it, and be another rule set.
            _problems.Error("FILE_PATH_INVALID", file.Path, "",
                "A rule file's path ends with .json; no part of it begins with a dot, and no folder of it is called "
                + "schemas.");
            return;
        }

        if (DocumentReader.Read(file, _problems) is not { } document) return;
        if (document.IsObject || IsIn("workflows/", file)) _documents.Add(file.Path, document);
        else document.Error("VALUE_TYPE", "The file must hold an object.");
    }

    private bool IsUnread(string start) =>
        (_required.Contains(start) && !_documents.ContainsKey(start))
        || _files.Files.Any(file => IsIn(start, file) && !_documents.ContainsKey(file.Path));

    private static IEnumerable<string> FoldersOf(string path)
    {
        for (var at = path.IndexOf('/'); at >= 0; at = path.IndexOf('/', at + 1)) yield return path[..at];
    }

    private static bool IsIn(string folder, RuleFile file) => file.Path.StartsWith(folder, StringComparison.Ordinal);

    private IEnumerable<DocumentNode> InFolder(string folder) => _documents
        .Where(pair => pair.Key.StartsWith(folder, StringComparison.Ordinal))
        .OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value);

    private RuleSet? Build(FeatureCatalogue catalogue, Dictionary<string, RuleParameter> parameters)
    {
        var layout = new InputLayout(catalogue);
        var values = parameters.ToDictionary(pair => pair.Key, pair => pair.Value.Value, StringComparer.Ordinal);
        var scope = new ExpressionScope(layout, values, new Dictionary<string, System.Linq.Expressions.Expression>());
        var compiler = new ExpressionCompiler(_breathe);
        var reader = new WorkflowReader(compiler, scope);
        var workflows = reader.Read(InFolder("workflows/"));
        var reasons = Document("reasons.json", ReasonsReader.Read) ?? [];
        var shared = new PolicyRules(workflows, reasons);
        var policies = ReadPolicies(new PolicyReader(
            layout, shared, ReadScales(), ReadMatrices(), new ScorecardReader(reader, shared), reader));
        var actions = Document("actions.json", ActionsReader.Read) ?? [];
        ServerViewReader.CheckFlags(
            _documents["features.json"], _documents.GetValueOrDefault("actions.json"), catalogue,
            [.. actions.Values.Select(action => action.Flag).Where(flag => flag.Length > 0)]);
        var warnings = new WarningsReader(reader, workflows, actions, Declared(policies));
        var indicators = Document("warnings.json", warnings.Read) ?? [];
        var tables = new TableReader(catalogue, workflows, warnings.HasScore).Read(InFolder("tables/"));
        var classification = Document(
            "classification.json", new ClassificationReader(catalogue, workflows, tables).Read);
        foreach (var workflow in workflows.Values) TocsinKeys.Close(workflow.Rules);
        var manifest = Document("ruleset.json", ManifestReader.Read);
        var calendar = Document("calendar.json", CalendarReader.Read);
        if (_problems.HasErrors || manifest is null || calendar is null) return null;
        compiler.Complete();
        var combination = new LevelCombination(layout, warnings.Combination);
        CombinationReader.Check(_documents["warnings.json"], combination, _breathe);
        var set = new RuleSet
        {
            Manifest = manifest,
            Files = _files,
            Layout = layout,
            Parameters = parameters.ToFrozenDictionary(StringComparer.Ordinal),
            Calendar = calendar,
            Reasons = reasons.ToFrozenDictionary(StringComparer.Ordinal),
            Actions = actions.ToFrozenDictionary(StringComparer.Ordinal),
            Workflows = workflows.ToFrozenDictionary(
                pair => pair.Key, pair => pair.Value.Workflow!, StringComparer.Ordinal),
            Policies = policies.ToFrozenDictionary(StringComparer.Ordinal),
            Tables = tables.ToFrozenDictionary(StringComparer.Ordinal),
            Classification = classification,
            Indicators = indicators,
            HandIndicators = warnings.HandIndicators.ToFrozenDictionary(StringComparer.Ordinal),
            Combination = combination,
            Deadlines = warnings.Deadlines.ToFrozenDictionary(),
            ConnectedFamilies = warnings.ConnectedFamilies.ToFrozenSet(StringComparer.Ordinal),
            ReviewPolicy = warnings.ReviewPolicy,
            WatchlistTerms = warnings.WatchlistTerms,
            Families = warnings.Families.ToFrozenDictionary(StringComparer.Ordinal),
            WarningDigest = WarningDigest(workflows, indicators, warnings),
        };
        var expressions = new ReadExpressions(reader.Expressions, compiler.Parameters);
        new SemanticCheck(set, expressions, _breathe).Expressions(workflows.Values);
        Look(set, new UnreadCheck(compiler.ReadNames, set));
        return set;
    }

    private void Look(RuleSet set, UnreadCheck unread)
    {
        unread.Features(_documents["features.json"]);
        unread.Parameters(_documents["parameters.json"]);
        if (_asOf is not { } date) return;
        var reviews = new ReviewCheck(date);
        reviews.Manifest(_documents["ruleset.json"]);
        reviews.Parameters(_documents["parameters.json"]);
        foreach (var table in InFolder("tables/")) reviews.Table(table);
        if (set.Deadlines.Count > 0) reviews.Calendar(_documents["calendar.json"], set.Calendar);
    }

    private T? Document<T>(string path, Func<DocumentNode, T?> read) where T : class =>
        _documents.TryGetValue(path, out var document) ? read(document) : null;

    private Dictionary<string, RatingScale> ReadScales()
    {
        var scales = new Dictionary<string, RatingScale>(StringComparer.Ordinal);
        foreach (var document in InFolder("rating_scales/"))
        {
            var scale = RatingScaleReader.Read(document);
            if (!scales.TryAdd(scale.Name, scale))
                document.Error("NAME_DUPLICATE", $"There are two rating scales called '{scale.Name}'.", "name");
        }

        return scales;
    }

    private Dictionary<string, RatingMatrix?> ReadMatrices()
    {
        var matrices = new Dictionary<string, RatingMatrix?>(StringComparer.Ordinal);
        foreach (var document in InFolder("rating_matrices/"))
        {
            var matrix = RatingMatrixReader.Read(document);
            var name = document.Text("name") ?? "";
            if (!matrices.TryAdd(name, matrix))
                document.Error("NAME_DUPLICATE", $"There are two matrices called '{name}'.", "name");
        }

        return matrices;
    }

    private Dictionary<string, DecisionPolicy> ReadPolicies(PolicyReader reader)
    {
        var policies = new Dictionary<string, DecisionPolicy>(StringComparer.Ordinal);
        foreach (var document in InFolder("policies/"))
        {
            if (reader.Read(document) is { } policy && !policies.TryAdd(policy.Product, policy))
                document.Error(
                    "NAME_DUPLICATE", $"There are two policies of the product '{policy.Product}'.", "product");
        }

        return policies;
    }

    // A policy that has a problem of its own is null: whoever names it has no other one.
    private Dictionary<string, DecisionPolicy?> Declared(Dictionary<string, DecisionPolicy> policies) =>
        InFolder("policies/").Select(document => document.Text("product")).OfType<string>().Union(policies.Keys)
            .ToDictionary(product => product, policies.GetValueOrDefault, StringComparer.Ordinal);

    // Whole files, not meanings: a review that was not needed costs time, one that was left out would cost a warning.
    private string WarningDigest(
        Dictionary<string, WorkflowNode> workflows, IReadOnlyList<WarningIndicator> indicators, WarningsReader warnings)
    {
        var score = indicators.Any(indicator => indicator.ReadsView(ServerViews.Score)) ? warnings.ReviewPolicy : null;
        var names = indicators.Select(indicator => indicator.Name).Concat(score?.ScoreRules ?? [])
            .ToHashSet(StringComparer.Ordinal);
        var ofScore = score is null ? [] : _files.Files.Select(file => file.Path)
            .Where(path => path.StartsWith("policies/", StringComparison.Ordinal)
                || path.StartsWith("rating_scales/", StringComparison.Ordinal)
                || path.StartsWith("rating_matrices/", StringComparison.Ordinal));
        var paths = workflows.Values.Where(workflow => workflow.Rules.Any(rule => names.Contains(rule.Name)))
            .Select(workflow => workflow.Place.File)
            .Concat(["features.json", "parameters.json", "actions.json", "warnings.json", "calendar.json"])
            .Concat(ofScore).Append(warnings.CombinationFile ?? "")
            .ToHashSet(StringComparer.Ordinal);
        return new RuleFiles(_files.Files.Where(file => paths.Contains(file.Path))).Digest;
    }
}
