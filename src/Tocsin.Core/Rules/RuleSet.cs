using System.Collections.Frozen;
using Tocsin.Core.Classification;
using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules.Documents;
using Tocsin.Core.Warnings;

namespace Tocsin.Core.Rules;

/// <summary>Everything one folder of rules says, validated and compiled. Immutable and thread-safe.</summary>
public sealed class RuleSet
{
    internal RuleSet() { }

    /// <summary>What it says of itself.</summary>
    public required RuleSetManifest Manifest { get; init; }

    /// <summary>The files it was made from.</summary>
    public required RuleFiles Files { get; init; }

    /// <summary>The digest of its files.</summary>
    public string Digest => Files.Digest;

    /// <summary>The slots of its inputs.</summary>
    public required InputLayout Layout { get; init; }

    /// <summary>Its features.</summary>
    public FeatureCatalogue Catalogue => Layout.Catalogue;

    /// <summary>Its parameters, by name.</summary>
    public required FrozenDictionary<string, RuleParameter> Parameters { get; init; }

    /// <summary>Its calendar.</summary>
    public required WorkingCalendar Calendar { get; init; }

    /// <summary>Its reasons, by code.</summary>
    public required FrozenDictionary<string, ReasonDefinition> Reasons { get; init; }

    /// <summary>Its actions, by code.</summary>
    public required FrozenDictionary<string, ActionDefinition> Actions { get; init; }

    /// <summary>Its workflows, by name.</summary>
    public required FrozenDictionary<string, Workflow> Workflows { get; init; }

    /// <summary>Its policies, by product.</summary>
    public required FrozenDictionary<string, DecisionPolicy> Policies { get; init; }

    /// <summary>Its decision tables, by name.</summary>
    public required FrozenDictionary<string, DecisionTable> Tables { get; init; }

    /// <summary>Which of them classify exposures; null when it classifies none.</summary>
    public required ClassificationPolicy? Classification { get; init; }

    /// <summary>Its warning indicators, in document order.</summary>
    public required IReadOnlyList<WarningIndicator> Indicators { get; init; }

    private IReadOnlyDictionary<string, WarningIndicator> IndicatorsByName =>
        field ??= Indicators.ToDictionary(indicator => indicator.Name, StringComparer.Ordinal);

    /// <summary>The indicators that people raise by hand, by name; they have no levels of their own.</summary>
    public required FrozenDictionary<string, WarningIndicator> HandIndicators { get; init; }

    /// <summary>How open warnings make the borrower's level.</summary>
    public required LevelCombination Combination { get; init; }

    /// <summary>How long people have for a warning, by its level; a level without one has no deadline.</summary>
    public required FrozenDictionary<WarningLevel, LevelDeadlines> Deadlines { get; init; }

    /// <summary>The times of the watch list.</summary>
    public required WatchlistTerms WatchlistTerms { get; init; }

    /// <summary>The families whose indicators read the view <c>connected</c>, all of them.</summary>
    public required FrozenSet<string> ConnectedFamilies { get; init; }

    /// <summary>The policy whose score reviews lay as the view <c>score</c>; null where none does.</summary>
    public DecisionPolicy? ReviewPolicy { get; init; }

    /// <summary>True when an indicator, a row of a table or a rule of the upgrade reads the score.</summary>
    public bool ReadsScore => _readsScore ??= Indicators.Any(indicator => indicator.ReadsView(ServerViews.Score))
        || Tables.Values.SelectMany(table => table.Rows).Select(row => row.Rule)
            .Concat(Classification?.Upgrade.Rules ?? [])
            .Any(rule => rule.Reads.Any(slot => slot.Feature?.View == ServerViews.Score));

    private bool? _readsScore;

    /// <summary>The indicator of a name, not of those raised by hand; null when there is none.</summary>
    public WarningIndicator? FindIndicator(string name) => IndicatorsByName.GetValueOrDefault(name);

    /// <summary>Every input that an indicator reads, and those of the score where one reads it.</summary>
    public IReadOnlyList<InputSlot> WarningInputs => field ??=
    [
        .. Indicators.SelectMany(indicator => indicator.Reads)
            .Concat(ReadsScore && ReviewPolicy is { } policy ? policy.ScoreReads : []).Distinct(),
    ];

    /// <summary>The titles of the indicators' families, by code.</summary>
    public required FrozenDictionary<string, BilingualText> Families { get; init; }

    /// <summary>
    /// The digest of what warnings depend on (catalogue, parameters, actions, warnings and their workflows): two sets
    /// with the same one give every borrower the same warnings, so that a swap between them calls for no review.
    /// </summary>
    public required string WarningDigest { get; init; }

    /// <summary>
    /// Reads its examples from its files, in order. It does not keep them: nothing that is decided needs them, and they
    /// are four times the rest of it.
    /// </summary>
    public IReadOnlyList<RuleExample> ReadExamples() => [.. ExampleReader.ReadAll(this)];
}
