using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;
using Tocsin.Core.Warnings;

namespace Tocsin.Core.Rules.Documents;

/// <summary>
/// Runs the examples of one file beside the rules: a base profile, the differences of each example, and what must come
/// out. A set whose examples fail is not activated.
/// </summary>
internal sealed class ExampleRunner(RuleSet set, DocumentNode node, ProblemList problems, Action breathe)
{
    // Most examples have nothing of these.
    private static readonly FrozenSet<string> _noViews = FrozenSet<string>.Empty;
    private static readonly IReadOnlyDictionary<string, TimeSpan> _noAges = FrozenDictionary<string, TimeSpan>.Empty;
    private static readonly IReadOnlyDictionary<string, WarningLevel> _noLevels =
        FrozenDictionary<string, WarningLevel>.Empty;
    private static readonly IReadOnlyDictionary<ExposureId, IReadOnlyDictionary<string, FeatureValue>> _noExposures =
        FrozenDictionary<ExposureId, IReadOnlyDictionary<string, FeatureValue>>.Empty;

    private readonly List<ExampleResult> _results = [];

    /// <summary>What came of the examples, in order.</summary>
    public IReadOnlyList<ExampleResult> Results => _results;

    /// <summary>How many examples ran.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them failed.</summary>
    public int Failed { get; private set; }

    private int Size => node.Items("examples").Count;

    /// <summary>
    /// Runs those of several files side by side, on every core that the caller's scheduler gives. The largest begins
    /// first, since nobody helps with the one that is left.
    /// </summary>
    /// <exception cref="ProblemsTooManyException">Too much is wrong.</exception>
    public static void Run(IEnumerable<ExampleRunner> files)
    {
        try
        {
            var scheduler = new ParallelOptions { TaskScheduler = TaskScheduler.Current };
            var largestFirst = Partitioner.Create(
                files.OrderByDescending(file => file.Size), EnumerablePartitionerOptions.NoBuffering);
            Parallel.ForEach(largestFirst, scheduler, file => file.Run());
        }
        catch (AggregateException faults) when (faults.InnerExceptions.Any(it => it is ProblemsTooManyException))
        {
            throw new ProblemsTooManyException();
        }
    }

    /// <summary>Runs them.</summary>
    public void Run()
    {
        var start = problems.CountIn(node.File);
        var product = node.Text("product");
        if (product is not null && !set.Policies.ContainsKey(product))
        {
            node.Error("PRODUCT_UNKNOWN", $"'{product}' is no product of this rule set."
                + NearestName.Hint(product, set.Policies.Keys), "product");
        }

        var asOf = ReadAsOf(node);
        var baseNode = node.Object("base");
        var features = new Dictionary<string, FeatureValue>(StringComparer.Ordinal);
        if (baseNode?.Object("features") is { } values) ReadFeatures(values, features);
        var request = baseNode?.Object("request");
        if (request is not null) ReadRequest(request, null);
        // What stands on a wrong base would fail for that alone.
        var canRun = problems.CountIn(node.File) == start;
        foreach (var item in node.Items("examples"))
        {
            breathe();
            Count++;
            var before = problems.CountIn(node.File);
            var example = ReadExample(item, product, asOf, features, request);
            var isSound = canRun && problems.CountIn(node.File) == before;
            var result = new ExampleResult(example, item.File, item.Path);
            if (isSound) result = Check(item, result);
            var found = problems.CountIn(node.File) - before;
            // What is wrong besides the differences is wrong with the example itself.
            _results.Add(result with { IsRefused = !isSound || found > result.Differences.Count });
            if (found > 0) Failed++;
        }

        baseNode?.Close();
        node.Close();
    }

    private RuleExample ReadExample(
        DocumentNode item, string? product, DateTimeOffset asOf, Dictionary<string, FeatureValue> features,
        DocumentNode? baseRequest)
    {
        var name = item.RequiredName("name");
        var changed = new Dictionary<string, FeatureValue>(features, StringComparer.Ordinal);
        if (item.Object("change") is { } change) ReadFeatures(change, changed);
        var request = item.Object("request");
        var stale = item.Texts("stale");
        foreach (var view in stale) CheckView(item, view, "stale");

        return new RuleExample(
            name, product, asOf, changed, stale.Count == 0 ? _noViews : stale.ToHashSet(StringComparer.Ordinal),
            ReadRequest(request, baseRequest))
        {
            Ages = ReadAges(item),
            Exposures = ReadExposures(item, changed),
            IsOfTables = item.Object("expect") is { } expect && TableExampleCheck.IsAlone(expect),
            Before = item.Object("before") is { } before ? ReadBefore(before) : _noLevels,
        };
    }

    private IReadOnlyDictionary<string, TimeSpan> ReadAges(DocumentNode item)
    {
        if (item.Object("ages") is not { } node) return _noAges;
        var ages = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        foreach (var (view, _) in node.Members())
        {
            CheckView(item, view, "ages");
            if (node.Duration(view) is { } age) ages[view] = age;
        }

        return ages;
    }

    private void CheckView(DocumentNode item, string view, string key)
    {
        if (set.Catalogue.FindView(view) is not null) return;
        item.Error("VIEW_UNKNOWN", $"'{view}' is no view of features.json."
            + NearestName.Hint(view, set.Catalogue.Views.Select(known => known.Name)), key);
    }

    // Each is as the example's own exposure, but for what is said of it.
    private IReadOnlyDictionary<ExposureId, IReadOnlyDictionary<string, FeatureValue>> ReadExposures(
        DocumentNode item, Dictionary<string, FeatureValue> own)
    {
        if (item.Object("exposures") is not { } further) return _noExposures;
        var exposures = new Dictionary<ExposureId, IReadOnlyDictionary<string, FeatureValue>>();
        foreach (var (name, node) in further.Members())
        {
            var features = own.Where(pair => IsOfExposure(pair.Key))
                .ToDictionary(StringComparer.Ordinal);
            ReadFeatures(node, features);
            foreach (var other in features.Keys.Where(feature => !IsOfExposure(feature)))
            {
                node.Error("FEATURE_PER_BORROWER",
                    $"{other} is kept per borrower: an exposure does not have it.", other);
            }

            if (!ExposureId.TryParse(name, out var exposure) || exposure == RuleExample.OwnExposure)
                node.Error("NAME_INVALID", $"'{name}' cannot be another exposure's id.");
            else
                exposures[exposure] = features;
        }

        return exposures;
    }

    private bool IsOfExposure(string feature) =>
        set.Catalogue.FindFeature(feature) is { } known
        && set.Catalogue.FindView(known.View) is { IsPerExposure: true };

    private Dictionary<string, WarningLevel> ReadBefore(DocumentNode node)
    {
        var before = new Dictionary<string, WarningLevel>(StringComparer.Ordinal);
        foreach (var (name, value) in node.Members())
        {
            var indicator = set.FindIndicator(name);
            var levels = indicator?.Levels.Select(level => level.Level).ToList() ?? [];
            var stood = levels.Find(level => ExampleCheck.LevelText(level) == value.Element.ToString());
            if (indicator is null)
                value.Error("INDICATOR_UNKNOWN", $"'{name}' is no indicator of this rule set."
                    + NearestName.Hint(name, set.Indicators.Select(known => known.Name)));
            else if (stood == WarningLevel.None)
                value.Error("LEVEL_UNKNOWN", $"'{value.Element}' is no level of this indicator: "
                    + string.Join(", ", levels.Select(ExampleCheck.LevelText)) + ".");
            else
                before[name] = stood;
        }

        return before;
    }

    private ExampleResult Check(DocumentNode item, ExampleResult result)
    {
        if (item.Object("expect") is not { } expect)
        {
            item.Error("KEY_MISSING", "'expect' is required: what must come out?", "expect");
            return result;
        }

        if (!expect.Element.EnumerateObject().Any())
            item.Error("KEY_MISSING", "'expect' is empty: what must come out?", "expect");
        var compared = new ExampleCheck(set, result.Example, expect).Run(result);
        expect.Close();
        item.Close();
        return compared;
    }

    private static DateTimeOffset ReadAsOf(DocumentNode node)
    {
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var text = node.RequiredText("as_of");
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, utc, out var asOf)) return asOf;
        node.Error("TIME_INVALID", $"'{text}' is no time: write 2026-06-30T08:00:00Z.", "as_of");
        return DateTimeOffset.UnixEpoch;
    }

    private static DecisionRequest ReadRequest(DocumentNode? request, DocumentNode? fallback)
    {
        T? Of<T>(Func<DocumentNode, T?> read) => request is not null && read(request) is { } own
            ? own : fallback is null ? default : read(fallback);
        var kind = Of(node => node.Child("kind") is null
            ? null : node.Choice("kind", "new", "new", "top_up", "renewal", "drawdown")) switch
        {
            "top_up" => ApplicationKind.TopUp,
            "renewal" => ApplicationKind.Renewal,
            "drawdown" => ApplicationKind.Drawdown,
            _ => ApplicationKind.New,
        };
        var read = new DecisionRequest(
            kind, Of(node => node.Number("amount")), Of(node => node.Integer("term_months")),
            Of(node => node.Text("purpose")));
        request?.Close();
        return read;
    }

    private void ReadFeatures(DocumentNode node, Dictionary<string, FeatureValue> features)
    {
        foreach (var (name, value) in node.Members())
        {
            if (set.Catalogue.FindFeature(name) is not { } feature)
            {
                value.Error("FEATURE_UNKNOWN", $"'{name}' is no feature of features.json."
                    + NearestName.Hint(name, set.Layout.Slots.Select(slot => slot.Name)));
            }
            else if (feature.Aggregate is not null)
            {
                value.Error("FEATURE_COMPUTED", $"{name} is computed from the exposures; give them their values.");
            }
            else if (value.Element.ValueKind == JsonValueKind.Null)
            {
                features.Remove(name);
            }
            else if (ReadValue(feature, value) is { } read)
            {
                features[name] = read;
            }
        }
    }

    private static FeatureValue? ReadValue(FeatureDefinition feature, DocumentNode node)
    {
        var text = node.Element.ValueKind switch
        {
            JsonValueKind.String => node.Element.GetString()!,
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => node.Element.GetRawText(),
        };
        if (FeatureValue.TryParse(feature.Type, text, out var value)
            && FeatureValidator.Check(feature, value, out var problem) is { } valid)
        {
            return valid;
        }

        node.Error("FEATURE_VALUE_INVALID", $"{text} is no valid value of {feature.FullName}.");
        return null;
    }
}
