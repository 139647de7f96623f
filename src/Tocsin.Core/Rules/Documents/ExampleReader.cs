using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;
using Tocsin.Core.Warnings;

namespace Tocsin.Core.Rules.Documents;

/// <summary>
/// Reads the examples of one file: a base profile, and the differences of each example. What must come out is for
/// others to look at.
/// </summary>
internal sealed class ExampleReader
{
    /// <summary>Where examples stand.</summary>
    public const string Folder = "examples/";

    // Most examples have nothing of these.
    private static readonly FrozenSet<string> _noViews = FrozenSet<string>.Empty;
    private static readonly IReadOnlyDictionary<string, TimeSpan> _noAges = FrozenDictionary<string, TimeSpan>.Empty;
    private static readonly IReadOnlyDictionary<string, WarningLevel> _noLevels =
        FrozenDictionary<string, WarningLevel>.Empty;
    private static readonly IReadOnlyDictionary<ExposureId, IReadOnlyDictionary<string, FeatureValue>> _noExposures =
        FrozenDictionary<ExposureId, IReadOnlyDictionary<string, FeatureValue>>.Empty;

    private readonly RuleSet _set;
    private readonly DocumentNode _node;
    private readonly string? _product;
    private readonly DateTimeOffset _asOf;
    private readonly DocumentNode? _base;
    private readonly DocumentNode? _request;
    private readonly Dictionary<string, FeatureValue> _features = new(StringComparer.Ordinal);

    /// <summary>Reads what all examples of a file have in common; what is wrong with it is noted.</summary>
    public ExampleReader(RuleSet set, DocumentNode node)
    {
        (_set, _node) = (set, node);
        _product = node.Text("product");
        if (_product is not null && !set.Policies.ContainsKey(_product))
        {
            node.Error("PRODUCT_UNKNOWN", $"'{_product}' is no product of this rule set."
                + NearestName.Hint(_product, set.Policies.Keys), "product");
        }

        _asOf = ReadAsOf(node);
        _base = node.Object("base");
        if (_base?.Object("features") is { } values) ReadFeatures(values, _features);
        _request = _base?.Object("request");
        if (_request is not null) ReadRequest(_request, null);
    }

    /// <summary>Reads all examples of a rule set; what is wrong with one was said when the set was read.</summary>
    public static IEnumerable<RuleExample> ReadAll(RuleSet set)
    {
        var problems = new ProblemList();
        foreach (var file in set.Files.Files.Where(file => file.Path.StartsWith(Folder, StringComparison.Ordinal)))
        {
            if (DocumentReader.Read(file, problems) is not { } node) continue;
            var reader = new ExampleReader(set, node);
            foreach (var item in node.Items("examples")) yield return reader.Read(item);
        }
    }

    /// <summary>Reads one of its examples; what is wrong with it is noted.</summary>
    public RuleExample Read(DocumentNode item)
    {
        var name = item.RequiredName("name");
        var changed = new Dictionary<string, FeatureValue>(_features, StringComparer.Ordinal);
        if (item.Object("change") is { } change) ReadFeatures(change, changed);
        var request = item.Object("request");
        var stale = item.Texts("stale");
        foreach (var view in stale) CheckView(item, view, "stale");

        return new RuleExample(
            name, _product, _asOf, changed, stale.Count == 0 ? _noViews : stale.ToHashSet(StringComparer.Ordinal),
            ReadRequest(request, _request))
        {
            Ages = ReadAges(item),
            Exposures = ReadExposures(item, changed),
            IsOfTables = item.Object("expect") is { } expect && TableExampleCheck.IsAlone(expect),
            Before = item.Object("before") is { } before ? ReadBefore(before) : _noLevels,
        };
    }

    /// <summary>Notes what nobody read of the file; its examples are read by then.</summary>
    public void Close()
    {
        _base?.Close();
        _node.Close();
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
        if (_set.Catalogue.FindView(view) is not null) return;
        item.Error("VIEW_UNKNOWN", $"'{view}' is no view of features.json."
            + NearestName.Hint(view, _set.Catalogue.Views.Select(known => known.Name)), key);
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
        _set.Catalogue.FindFeature(feature) is { } known
        && _set.Catalogue.FindView(known.View) is { IsPerExposure: true };

    private Dictionary<string, WarningLevel> ReadBefore(DocumentNode node)
    {
        var before = new Dictionary<string, WarningLevel>(StringComparer.Ordinal);
        foreach (var (name, value) in node.Members())
        {
            var indicator = _set.FindIndicator(name);
            var levels = indicator?.Levels.Select(level => level.Level).ToList() ?? [];
            var stood = levels.Find(level => ExampleCheck.LevelText(level) == value.Element.ToString());
            if (indicator is null)
                value.Error("INDICATOR_UNKNOWN", $"'{name}' is no indicator of this rule _set."
                    + NearestName.Hint(name, _set.Indicators.Select(known => known.Name)));
            else if (stood == WarningLevel.None)
                value.Error("LEVEL_UNKNOWN", $"'{value.Element}' is no level of this indicator: "
                    + string.Join(", ", levels.Select(ExampleCheck.LevelText)) + ".");
            else
                before[name] = stood;
        }

        return before;
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
            if (_set.Catalogue.FindFeature(name) is not { } feature)
            {
                value.Error("FEATURE_UNKNOWN", $"'{name}' is no feature of features.json."
                    + NearestName.Hint(name, _set.Layout.Slots.Select(slot => slot.Name)));
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
