using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;
using Tocsin.Core.Warnings;

namespace Tocsin.Core.Rules.Documents;

/// <summary>Reads <c>warnings.json</c> and the indicators of the workflows it names.</summary>
internal sealed class WarningsReader(
    WorkflowReader compiler,
    IReadOnlyDictionary<string, WorkflowNode> workflows,
    IReadOnlyDictionary<string, ActionDefinition> actions,
    IReadOnlyDictionary<string, DecisionPolicy?> policies)
{
    private static readonly string[] _elsewhere =
    [
        "request.", "decision.", ReservedInputs.Raised, ReservedInputs.Classified, ServerViews.Warnings + ".",
    ];

    /// <summary>The levels by their names.</summary>
    public static IReadOnlyDictionary<string, WarningLevel> Levels { get; } = new Dictionary<string, WarningLevel>(
        StringComparer.Ordinal)
    {
        ["blue"] = WarningLevel.Blue,
        ["yellow"] = WarningLevel.Yellow,
        ["orange"] = WarningLevel.Orange,
        ["red"] = WarningLevel.Red,
    };

    private readonly CombinationReader _combination = new(workflows);
    private readonly Dictionary<string, BilingualText> _families = new(StringComparer.Ordinal);

    /// <summary>The families' titles by code, once read.</summary>
    public IReadOnlyDictionary<string, BilingualText> Families => _families;

    /// <summary>The rules that make the borrower's level, once read; none for the standard ones.</summary>
    public IReadOnlyDictionary<WarningLevel, Condition> Combination { get; private set; } =
        new Dictionary<WarningLevel, Condition>();

    /// <summary>How long people have by level, once read.</summary>
    public IReadOnlyDictionary<WarningLevel, LevelDeadlines> Deadlines { get; private set; } =
        new Dictionary<WarningLevel, LevelDeadlines>();

    /// <summary>The indicators that people raise, by name, once read.</summary>
    public IReadOnlyDictionary<string, WarningIndicator> HandIndicators { get; private set; } =
        new Dictionary<string, WarningIndicator>();

    /// <summary>True when a product is named whose score reviews lay, once read.</summary>
    public bool HasScore { get; private set; }

    /// <summary>The policy whose score reviews lay, once read; null where none does.</summary>
    public DecisionPolicy? ReviewPolicy { get; private set; }

    /// <summary>The families whose indicators read the view <c>connected</c>, once read.</summary>
    public IReadOnlyCollection<string> ConnectedFamilies { get; private set; } = [];

    /// <summary>The times of the watch list, once read.</summary>
    public WatchlistTerms WatchlistTerms { get; private set; } = WatchlistTerms.Standard;

    /// <summary>The file that the rules of combination stand in; null for the standard ones.</summary>
    public string? CombinationFile { get; private set; }

    public IReadOnlyList<WarningIndicator> Read(DocumentNode node)
    {
        foreach (var (code, title) in ReasonsReader.ReadTitles(node, "families")) _families.Add(code, title);
        var indicators = new List<WarningIndicator>();
        foreach (var name in node.Texts("workflows"))
        {
            if (!workflows.TryGetValue(name, out var workflow))
            {
                node.Error("WORKFLOW_UNKNOWN",
                    $"'{name}' is no workflow of this rule set." + NearestName.Hint(name, workflows.Keys), "workflows");
                continue;
            }

            foreach (var rule in workflow.Rules) Add(indicators, rule);
        }

        ReadReviewPolicy(node, indicators);
        HandIndicators = ReadHandIndicators(node, indicators);
        ConnectedFamilies = ReadConnectedFamilies(node, indicators);
        Combination = _combination.Read(node);
        CombinationFile = workflows.GetValueOrDefault(node.Text("borrower_level") ?? "")?.Place.File;
        Deadlines = ReadDeadlines(node);
        if (node.Object("watchlist") is { } times)
        {
            WatchlistTerms = new WatchlistTerms(
                times.Working("review") ?? WatchlistTerms.Review, times.Working("calm") ?? WatchlistTerms.Calm);
            times.Close();
        }

        node.Close();
        return indicators;
    }

    private static Dictionary<WarningLevel, LevelDeadlines> ReadDeadlines(DocumentNode node)
    {
        var deadlines = new Dictionary<WarningLevel, LevelDeadlines>();
        foreach (var (name, given) in node.Object("deadlines")?.Members() ?? [])
        {
            if (!Levels.TryGetValue(name, out var level))
            {
                given.Error("LEVEL_UNKNOWN", $"'{name}' is no level: blue, yellow, orange or red.");
                continue;
            }

            deadlines[level] = new LevelDeadlines(given.Working("acknowledge"), given.Working("treat"));
            given.Close();
        }

        return deadlines;
    }

    private void ReadReviewPolicy(DocumentNode node, IReadOnlyList<WarningIndicator> indicators)
    {
        HasScore = node.Text("score") is not null;
        if (node.Text("score") is not { } product)
        {
            var reader = indicators.FirstOrDefault(indicator => indicator.ReadsView(ServerViews.Score));
            if (reader is null) return;
            node.Error(
                "KEY_MISSING", $"'{reader.Name}' reads the score: say in 'score' which product scores.", "score");
        }
        else if (!policies.TryGetValue(product, out var policy))
            node.Error("PRODUCT_UNKNOWN", $"'{product}' is no product of this rule set."
                + NearestName.Hint(product, policies.Keys), "score");
        else if (policy is { IsDraft: true })
            node.Error("PRODUCT_DRAFT", $"'{product}' is a draft: nobody has confirmed what it scores.", "score");
        else
            ReviewPolicy = policy;
    }

    private Dictionary<string, WarningIndicator> ReadHandIndicators(
        DocumentNode node, IReadOnlyList<WarningIndicator> indicators)
    {
        var raised = new Dictionary<string, WarningIndicator>(StringComparer.Ordinal);
        foreach (var item in node.Items("by_hand"))
        {
            var name = item.RequiredName("name");
            var isTaken = indicators.Any(other => other.Name == name);
            var indicator = new WarningIndicator
            {
                Name = name,
                Family = ReadFamily(item),
                Title = item.Bilingual("title"),
                IsHard = ReadStrength(item),
                Actions = ReadCalled(item),
                Levels = [],
            };
            if (isTaken || !raised.TryAdd(name, indicator))
                item.Error("NAME_DUPLICATE", $"There are two indicators called '{name}'.", "name");
            item.Close();
        }

        return raised;
    }

    // A party's level is read without the families that come from its own parties. One that is mixed would hide the
    // rest of itself, and a ring of guarantors would feed itself through the other.
    private HashSet<string> ReadConnectedFamilies(
        DocumentNode node, IReadOnlyList<WarningIndicator> indicators)
    {
        var isScoreConnected = ReviewPolicy?.ScoreReads.Any(IsConnected) == true;
        var connected = indicators.Where(Reads).Select(indicator => indicator.Family).ToHashSet(StringComparer.Ordinal);
        foreach (var other in indicators.Where(indicator => !Reads(indicator)).Concat(HandIndicators.Values)
            .Where(indicator => connected.Contains(indicator.Family)))
        {
            node.Error("FAMILY_MIXED",
                $"'{other.Name}' does not read connected parties as others of the family '{other.Family}' do: give it"
                + " another family.",
                "families");
        }

        return connected;

        bool Reads(WarningIndicator indicator) => indicator.Reads.Any(IsConnected)
            || (isScoreConnected && indicator.ReadsView(ServerViews.Score));
    }

    private static bool IsConnected(InputSlot slot) => slot.Feature?.View == ServerViews.Connected;

    private string ReadFamily(DocumentNode node)
    {
        var family = node.RequiredText("family");
        if (family.Length > 0 && !_families.ContainsKey(family))
        {
            node.Error("FAMILY_UNKNOWN",
                $"'{family}' is no family of warnings.json." + NearestName.Hint(family, _families.Keys), "family");
        }

        return family;
    }

    private static bool ReadStrength(DocumentNode node) => node.Choice("strength", "soft", "hard", "soft") == "hard";

    private IReadOnlyList<string> ReadCalled(DocumentNode node)
    {
        var called = node.Texts("actions");
        foreach (var action in called.Where(action => !actions.ContainsKey(action)))
        {
            node.Error("ACTION_UNKNOWN",
                $"'{action}' is no action of actions.json." + NearestName.Hint(action, actions.Keys), "actions");
        }

        return called;
    }

    private void Add(List<WarningIndicator> indicators, RuleNode rule)
    {
        if (indicators.Any(other => other.Name == rule.Name))
            rule.Place.Error("NAME_DUPLICATE", $"There are two indicators called '{rule.Name}'.", "RuleName");
        else if (ReadIndicator(rule) is { } indicator)
            indicators.Add(indicator);
    }

    private WarningIndicator? ReadIndicator(RuleNode rule)
    {
        if (rule.Tocsin is not { } node)
        {
            rule.Place.Error("KEY_MISSING", $"The indicator '{rule.Name}' needs Properties.tocsin with a family.");
            return null;
        }

        var isPerExposure = node.Choice("per", "borrower", "borrower", "exposure") == "exposure";
        var appliesWhen = node.Text("applies_when") is null
            ? null : compiler.CompileCondition(node, "applies_when", rule.Scope);
        var levels = rule.Nested.Select(ReadLevel).ToList();
        if (levels.Count == 0)
            rule.Place.Error(
                "KEY_MISSING", $"The indicator '{rule.Name}' needs nested rules called after levels.", "Rules");
        if (rule.Rule is { Operator: not RuleOperator.Or })
            rule.Place.Error("OPERATOR_INVALID", "An indicator's levels are joined by Or.", "Operator");
        var indicator = new WarningIndicator
        {
            Name = rule.Name,
            Family = ReadFamily(node),
            Title = node.Bilingual("title"),
            IsPerExposure = isPerExposure,
            IsHard = ReadStrength(node),
            AppliesWhen = appliesWhen,
            Actions = ReadCalled(node),
            Replaces = node.Text("replaces") ?? "",
            Levels = [.. levels.OfType<IndicatorLevel>().OrderBy(level => level.Level)],
        };
        CheckExposure(node, indicator);
        CheckInputs(rule, indicator);
        node.Close();
        return levels.Contains(null) || indicator.Levels.Count == 0 ? null : indicator;
    }

    // What a request, a decision or the combination brings is always missing here: such an indicator would never raise.
    private static void CheckInputs(RuleNode rule, WarningIndicator indicator)
    {
        var read = indicator.Reads.Select(slot => slot.Name).Where(
            name => _elsewhere.Any(start => name.StartsWith(start, StringComparison.Ordinal))).ToList();
        if (read.Count == 0) return;
        rule.Place.Error("INPUT_NEVER_THERE",
            $"'{indicator.Name}' reads {string.Join(", ", read)}, which is not there when warnings are looked at.",
            "Rules");
    }

    // Of the borrower as a whole, a feature of one exposure is always missing: such an indicator would never raise.
    private void CheckExposure(DocumentNode node, WarningIndicator indicator)
    {
        if (indicator.IsPerExposure) return;
        var read = indicator.Reads.Where(slot => slot.Feature is { } feature
            && compiler.Catalogue.FindView(feature.View) is { IsPerExposure: true }).Select(slot => slot.Name).ToList();
        if (read.Count == 0) return;
        node.Error("FEATURE_PER_EXPOSURE",
            $"'{indicator.Name}' is kept for the borrower and reads {string.Join(", ", read)}, which each exposure has:"
            + " write \"per\": \"exposure\", or read an aggregate.",
            "per");
    }

    private IndicatorLevel? ReadLevel(RuleNode rule)
    {
        if (!Levels.TryGetValue(rule.Name, out var level))
        {
            rule.Place.Error("LEVEL_UNKNOWN", $"'{rule.Name}' is no level: blue, yellow, orange or red.", "RuleName");
            return null;
        }

        Condition? clear = null;
        var dwell = TimeSpan.Zero;
        if (rule.Tocsin is { } node)
        {
            clear = node.Text("clear") is null ? null : compiler.CompileCondition(node, "clear", rule.Scope);
            dwell = node.Duration("dwell") ?? TimeSpan.Zero;
            node.Close();
        }

        if (rule.Rule is { Condition: null })
            rule.Place.Error("LEVEL_INVALID", "A level is one Expression, without nested rules.", "Rules");
        return rule.Rule?.Condition is { } raise ? new IndicatorLevel(level, raise, clear, dwell) : null;
    }
}
