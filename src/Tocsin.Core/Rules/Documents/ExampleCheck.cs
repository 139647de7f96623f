using System.Globalization;
using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;
using Tocsin.Core.Warnings;

namespace Tocsin.Core.Rules.Documents;

/// <summary>Compares what an example expects with what comes out, and reports each difference.</summary>
internal sealed class ExampleCheck(RuleSet set, RuleExample example, DocumentNode expect)
{
    // Goldens are written with six decimals.
    private const double PdTolerance = 5e-7;

    private static readonly string[] _ofDecision =
        ["outcome", "grade", "score", "discriminant", "pd", "reasons", "needed", .. OfferExampleCheck.Keys];

    private static readonly string[] _ofScore = ["score", "discriminant", "grade", "pd"];

    private readonly LaidOutExample _laidOut = example.LaidOut(set.Layout);
    private readonly List<ExampleDifference> _differences = [];

    /// <summary>Compares everything the example expects.</summary>
    public ExampleResult Run(ExampleResult result)
    {
        var expectsDecision = false;
        if (example.Product is not null && set.Policies.TryGetValue(example.Product, out var policy))
        {
            CheckDecision(Decider.Decide(set, policy, _laidOut.ApplicationProfile()));
            expectsDecision = Array.Exists(_ofDecision, key => expect.Child(key) is not null);
        }

        var warnings = expect.Object("warnings");
        var level = expect.Text("borrower_level");
        if ((warnings ?? (object?)level) is not null)
        {
            var profile = _laidOut.Profile(RuleExample.OwnExposure);
            if (warnings is not null) CheckWarnings(warnings, profile);
            if (level is not null) Same("borrower_level", level, LevelText(set.Combination.Of(LevelsOf(profile))));
        }

        var tables = new TableExampleCheck(set, _laidOut, expect);
        _differences.AddRange(tables.Run());
        return result with
        {
            Differences = _differences,
            ExpectedTables = tables.Expected,
            ExpectsDecision = expectsDecision,
            ExpectsScore = expectsDecision && Array.Exists(_ofScore, key => expect.Child(key) is not null),
            ExpectsLimit = expectsDecision && OfferExampleCheck.ExpectsLimit(expect),
            ExpectsPrice = expectsDecision && OfferExampleCheck.ExpectsPrice(expect),
            ExpectsConditions = expectsDecision && OfferExampleCheck.ExpectsConditions(expect),
            ExpectedIndicators = [.. warnings?.Members().Select(member => member.Key) ?? []],
        };
    }

    /// <summary>A level as examples write it; none where nothing is raised.</summary>
    public static string LevelText(WarningLevel level) => level.ToString().ToLowerInvariant();

    /// <summary>An outcome as examples write it.</summary>
    public static string OutcomeText(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.ApproveWithConditions => "approve_with_conditions",
        DecisionOutcome.CounterOffer => "counter_offer",
        _ => outcome.ToString().ToLowerInvariant(),
    };

    /// <summary>What an indicator comes to, as examples write it: its level, none, unknown or not_applicable.</summary>
    public static string Judge(WarningIndicator indicator, RuleExample example, BorrowerProfile profile)
    {
        var applies = indicator.AppliesWhen?.Evaluate(profile) ?? RuleOutcome.Hit;
        if (applies == RuleOutcome.Miss) return "not_applicable";
        var level = LevelOf(indicator, example, profile);
        if (level > WarningLevel.None) return LevelText(level);
        var isUnknown = applies == RuleOutcome.Unknown
            || indicator.Levels.Any(candidate => candidate.Raise.Evaluate(profile) == RuleOutcome.Unknown);
        return isUnknown ? "unknown" : "none";
    }

    private static WarningLevel LevelOf(WarningIndicator indicator, RuleExample example, BorrowerProfile profile)
    {
        if (!example.Before.TryGetValue(indicator.Name, out var before))
            return LevelMachine.LevelOf(LevelMachine.Move(indicator, [], profile));
        var active = indicator.Levels.Where(level => level.Level <= before)
            .Select(level => new ActiveLevel(level.Level, profile.AsOf - level.Dwell)).ToList();
        return LevelMachine.LevelOf(LevelMachine.Move(indicator, active, profile));
    }

    private void CheckDecision(Decision decision)
    {
        Same("outcome", expect.Text("outcome"), OutcomeText(decision.Outcome));
        Same("grade", expect.Text("grade"), decision.Score?.Grade ?? "none");
        Same("score", Invariant(expect.Number("score")), Invariant(decision.Score?.Points));
        if (expect.Number("pd") is { } pd && !(Math.Abs(pd - (decision.Score?.Pd ?? double.NaN)) <= PdTolerance))
            Differs("pd", Invariant(pd)!, PdText(decision.Score?.Pd));
        if (expect.Number("discriminant") is { } value
            && !(Math.Abs(value - (decision.Score?.Discriminant ?? double.NaN)) <= PdTolerance))
        {
            Differs("discriminant", Invariant(value)!, PdText(decision.Score?.Discriminant));
        }

        _differences.AddRange(new OfferExampleCheck(expect).Run(decision));
        var isExact = expect.Flag("exact");
        // Several rules may give one reason; an example names it once.
        var reasons = decision.Reasons.Select(reason => reason.Definition.Code).Distinct();
        SameList("reasons", [.. reasons], isExact);
        SameList("needed", [.. decision.Needed.Select(input => input.Slot.Name)], isExact);
    }

    private void CheckWarnings(DocumentNode warnings, BorrowerProfile profile)
    {
        foreach (var (name, node) in warnings.Members())
        {
            var indicator = set.FindIndicator(name);
            if (indicator is null)
            {
                node.Error("INDICATOR_UNKNOWN", $"'{name}' is no indicator of this rule set."
                    + NearestName.Hint(name, set.Indicators.Select(known => known.Name)));
            }
            else if (node.Element.ToString() is var expected && Judge(indicator, example, profile) is var actual
                && expected != actual)
            {
                _differences.Add(new ExampleDifference($"warnings.{name}", expected, actual));
                node.Error("EXAMPLE_FAILED", $"Expected {expected}; it came out {actual}.");
            }
        }
    }

    // What stood before stood for the example's own exposure.
    private IEnumerable<RaisedLevel> LevelsOf(BorrowerProfile profile)
    {
        var ofExposures = set.Indicators.Where(indicator => indicator.IsPerExposure).ToList();
        var withoutPast = example with { Before = new Dictionary<string, WarningLevel>() };
        return set.Indicators.Select(indicator => Raised(indicator, example, profile))
            .Concat(_laidOut.FurtherProfiles()
                .SelectMany(other => ofExposures.Select(indicator => Raised(indicator, withoutPast, other))));
    }

    private static RaisedLevel Raised(WarningIndicator indicator, RuleExample example, BorrowerProfile profile) =>
        new(indicator.Family, LevelOf(indicator, example, profile), indicator.IsHard);

    private void Same(string key, string? expected, string? actual)
    {
        if (expected is not null && expected != actual) Differs(key, expected, actual ?? "none");
    }

    // What is expected must come out in that order; whole when the example says "exact", else with others between.
    private void SameList(string key, IReadOnlyList<string> actual, bool isExact)
    {
        if (expect.Child(key) is null) return;
        var expected = expect.Texts(key);
        var found = 0;
        foreach (var text in actual)
        {
            if (found < expected.Count && text == expected[found]) found++;
        }

        if (found == expected.Count && (!isExact || actual.Count == expected.Count)) return;
        var others = isExact ? "exactly " : "";
        Differs(key, others + ListText(expected), ListText(actual));
    }

    private static string ListText(IReadOnlyList<string> texts) =>
        texts.Count == 0 ? "none" : string.Join(", ", texts);

    private void Differs(string key, string expected, string actual)
    {
        _differences.Add(new ExampleDifference(key, expected, actual));
        expect.Error("EXAMPLE_FAILED", $"Expected {key} {expected}; it came out {actual}.", key);
    }

    // Two decimals more than goldens have, so that what differs is seen to differ.
    private static string PdText(double? pd) => pd?.ToString("0.0#######", CultureInfo.InvariantCulture) ?? "none";

    private static string? Invariant(double? number) => number?.ToString("R", CultureInfo.InvariantCulture);
}
