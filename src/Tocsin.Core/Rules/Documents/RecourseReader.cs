using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Documents;

/// <summary>
/// Reads what <c>features.json</c> says of how a feature may change: a word, or an object that says where to, in which
/// steps, how far, and what that takes.
/// </summary>
internal static class RecourseReader
{
    private const string Key = "recourse";
    private const string Invalid = "RECOURSE_INVALID";
    private const double LeastCost = 0.001;
    private const double MostCost = 1_000;

    private static readonly string[] _words = ["improve", "wait", "fixed"];

    /// <summary>What stands at a feature; null when nothing does.</summary>
    public static FeatureRecourse? Read(DocumentNode node, FeatureDefinition feature)
    {
        if (node.Child(Key) is not { } child) return null;
        if (!child.IsObject)
            return node.Text(Key) is null ? null : new FeatureRecourse(KindOf(node.Choice(Key, "fixed", _words)));
        if (child.Text("change") is null) child.Error("KEY_MISSING", "'change' is required.", "change");
        var kind = KindOf(child.Choice("change", "fixed", _words));
        var recourse = kind == RecourseKind.Fixed ? new FeatureRecourse(kind) : ReadChange(child, kind, feature);
        child.Close();
        return recourse;
    }

    /// <summary>Checks the features that move with others, once all are known.</summary>
    /// <param name="views">The views of the file.</param>
    /// <param name="catalogue">What was read from them.</param>
    public static void CheckMoves(IReadOnlyList<DocumentNode> views, FeatureCatalogue catalogue)
    {
        foreach (var view in views)
        {
            foreach (var item in view.Items("features"))
            {
                if (item.Child(Key) is not { IsObject: true } recourse) continue;
                foreach (var move in recourse.Items("moves")) CheckMove(move, catalogue);
                if (catalogue.FindFeature($"{view.Text("name")}.{item.Text("name")}") is { } feature
                    && MovesItself(feature, catalogue))
                {
                    recourse.Error(Invalid,
                        $"'{feature.FullName}' moves itself, through what moves with it.", "moves");
                }
            }
        }
    }

    private static RecourseKind KindOf(string word) => word switch
    {
        "improve" => RecourseKind.Improve,
        "wait" => RecourseKind.Wait,
        _ => RecourseKind.Fixed,
    };

    private static FeatureRecourse ReadChange(DocumentNode node, RecourseKind kind, FeatureDefinition feature)
    {
        var direction = node.Choice("direction", DefaultDirection(feature), "up", "down");
        if (direction.Length == 0)
            node.Error("KEY_MISSING", "'direction' is required: the feature does not say which is worse.", "direction");
        if (kind == RecourseKind.Improve && direction.Length > 0 && direction == feature.Worse)
            node.Error(Invalid, $"The feature is worse {direction}; nobody improves by making it so.", "direction");
        var isContinuous = feature.Type == FeatureType.Number;
        var recourse = new FeatureRecourse(kind)
        {
            IsDescribed = true,
            Direction = direction switch { "up" => 1, "down" => -1, _ => 0 },
            Step = node.Number("step") ?? (isContinuous || feature.Type == FeatureType.Date ? null : 1),
            Reach = node.Number("reach"),
            Minimum = node.Number("min"),
            Maximum = node.Number("max"),
            Takes = node.Duration("takes"),
            AtLeast = node.Duration("at_least"),
            Cost = node.Number("cost") ?? 1,
            Moves = [.. node.Items("moves").Select(ReadMove)],
        };
        CheckMeasures(node, recourse, feature);
        CheckKind(node, recourse, feature);
        if (recourse.Direction != 0) CheckSteps(node, recourse, feature);
        return recourse;
    }

    // An ordered text is listed from worst to best unless the feature says that up is worse.
    private static string DefaultDirection(FeatureDefinition feature) => feature.Worse switch
    {
        "up" => "down",
        "down" => "up",
        _ => feature.Type == FeatureType.Text ? "up" : "",
    };

    private static FeatureMove ReadMove(DocumentNode node)
    {
        var move = new FeatureMove(node.RequiredText("feature"), node.RequiredNumber("by"), node.Text("per") ?? "");
        if (node.Number("by") == 0) node.Error(Invalid, "What moves by nothing does not move.", "by");
        node.Close();
        return move;
    }

    private static void CheckMeasures(DocumentNode node, FeatureRecourse recourse, FeatureDefinition feature)
    {
        if (recourse.Step <= 0) node.Error("BOUNDS_INVALID", "A step is positive; direction says where to.", "step");
        if (recourse.Reach <= 0) node.Error("BOUNDS_INVALID", "A reach is positive; direction says where to.", "reach");
        if (recourse.Minimum > recourse.Maximum)
            node.Error("BOUNDS_INVALID", $"min is {recourse.Minimum} and max is {recourse.Maximum}.", "min");
        var isExact = Math.Abs((recourse.Cost * 1_000) - Math.Round(recourse.Cost * 1_000)) < 1e-6;
        if (recourse.Cost is < LeastCost or > MostCost || !isExact)
            node.Error("BOUNDS_INVALID", "A cost lies between 0.001 and 1000, in thousandths.", "cost");
        if (feature.Type == FeatureType.Number) return;
        foreach (var key in new[] { "step", "reach", "min", "max" })
        {
            if (node.Number(key) is { } measure && measure != Math.Floor(measure))
                node.Error(Invalid, "The feature has whole values only.", key);
        }
    }

    private static void CheckKind(DocumentNode node, FeatureRecourse recourse, FeatureDefinition feature)
    {
        var isNumber = feature.Type is FeatureType.Number or FeatureType.Integer;
        string[] refused = feature.Type switch
        {
            FeatureType.Flag => ["step", "reach", "min", "max", "moves"],
            FeatureType.Text or FeatureType.Date => ["min", "max", "moves"],
            _ => [],
        };
        if (recourse.Kind == RecourseKind.Wait)
        {
            refused = [.. refused, "at_least", "cost", "moves"];
            if (feature.Type == FeatureType.Date) node.Error(Invalid, "A date does not move by itself.", "change");
            if (recourse.Takes is null || recourse.Takes == TimeSpan.Zero)
                node.Error("KEY_MISSING", "'takes' is required: after which time does it move a step?", "takes");
        }

        foreach (var key in refused.Distinct().Where(key => node.Child(key) is not null))
        {
            var what = isNumber ? "what time alone changes" : $"a {feature.Type.ToString().ToLowerInvariant()}";
            node.Error(Invalid, $"'{key}' has no meaning for {what}.", key);
        }

        if (feature.Type == FeatureType.Text && feature.Order is not { HasRanks: true })
            node.Error(Invalid, "A text moves along its order, and this one has none.", "change");
        if (feature.IsLabel) node.Error(Invalid, "A label is not the borrower's to change.", "change");
    }

    // A grid without an end could not be searched.
    private static void CheckSteps(DocumentNode node, FeatureRecourse recourse, FeatureDefinition feature)
    {
        if (feature.Type is FeatureType.Flag or FeatureType.Text) return;
        var limit = recourse.Direction > 0 ? recourse.Maximum : recourse.Minimum;
        if (recourse.Step is null && recourse.Reach is null && limit is null)
        {
            node.Error("KEY_MISSING", "Say how far it may move: a step, a reach, or a bound.", "step");
            return;
        }

        var widest = (recourse.Maximum ?? feature.Maximum) - (recourse.Minimum ?? feature.Minimum);
        var distance = recourse.Reach is { } reach && !(reach > widest) ? reach : widest;
        // A date has no bounds of its own: without a reach it moves one step.
        if (feature.Type == FeatureType.Date) distance = recourse.Reach ?? recourse.Step;
        if (recourse.Step is not { } step || step <= 0) return;
        if (distance is null || distance / step > FeatureRecourse.MaximumSteps)
        {
            node.Error(Invalid,
                $"It could move more than {FeatureRecourse.MaximumSteps} steps: say a reach, or a larger step.",
                "step");
        }
    }

    private static void CheckMove(DocumentNode node, FeatureCatalogue catalogue)
    {
        foreach (var key in new[] { "feature", "per" })
        {
            if (node.Text(key) is not { Length: > 0 } name) continue;
            if (catalogue.FindFeature(name) is not { } feature)
            {
                var names = catalogue.Views.SelectMany(view => view.Features).Select(known => known.FullName);
                node.Error("FEATURE_UNKNOWN",
                    $"'{name}' is no feature of the catalogue." + NearestName.Hint(name, names), key);
            }
            else if (feature.Type is not (FeatureType.Number or FeatureType.Integer))
            {
                node.Error(Invalid, $"'{name}' is no number.", key);
            }
        }
    }

    private static bool MovesItself(FeatureDefinition feature, FeatureCatalogue catalogue)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<FeatureDefinition>([feature]);
        while (open.TryPop(out var next))
        {
            foreach (var move in next.Recourse?.Moves ?? [])
            {
                if (move.Feature == feature.FullName) return true;
                if (seen.Add(move.Feature) && catalogue.FindFeature(move.Feature) is { } moved) open.Push(moved);
            }
        }

        return false;
    }
}
