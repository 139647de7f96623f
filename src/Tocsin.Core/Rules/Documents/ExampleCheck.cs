using System.Globalization;
using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Warnings;

namespace Tocsin.Core.Rules.Documents;

/// <summary>Compares what an example expects with what comes out, and reports each difference.</summary>
internal sealed class ExampleCheck(RuleSet set, RuleExample example, DocumentNode expect)
{
    // Goldens are written with six decimals.
    private const double PdTolerance = 5e-7;

    /// <summary>Compares everything the example expects.</summary>
    public void Run()
    {
        var profile = example.Profile(set.Layout);
        if (example.Product is not null && set.Policies.TryGetValue(example.Product, out var policy))
            CheckDecision(Decider.Decide(set, policy, profile));
        if (expect.Object("warnings") is { } warnings) CheckWarnings(warnings, profile);
        if (expect.Text("borrower_level") is { } level)
            Same("borrower_level", level, LevelText(BorrowerLevel.Of(LevelsOf(profile))));
    }

    private void CheckDecision(Decision decision)
    {
        Same("outcome", expect.Text("outcome"), OutcomeText(decision.Outcome));
        Same("grade", expect.Text("grade"), decision.Score?.Grade ?? "none");
        Same("score", Invariant(expect.Number("score")), Invariant(decision.Score?.Points));
        if (expect.Number("pd") is { } pd && !(Math.Abs(pd - (decision.Score?.Pd ?? double.NaN)) <= PdTolerance))
            Same("pd", Invariant(pd), Invariant(decision.Score?.Pd) ?? "none");
        var given = decision.Reasons.Select(reason => reason.Definition.Code).ToList();
        foreach (var code in expect.Texts("reasons").Where(code => !given.Contains(code)))
            Differs("reasons", code, given.Count == 0 ? "no reason" : string.Join(", ", given));
        var needed = decision.Needed.Select(input => input.Slot.Name).ToList();
        foreach (var name in expect.Texts("needed").Where(name => !needed.Contains(name)))
            Differs("needed", name, needed.Count == 0 ? "nothing" : string.Join(", ", needed));
    }

    private void CheckWarnings(DocumentNode warnings, BorrowerProfile profile)
    {
        foreach (var (name, node) in warnings.Members())
        {
            var indicator = set.Indicators.FirstOrDefault(candidate => candidate.Name == name);
            if (indicator is null)
                node.Error("INDICATOR_UNKNOWN", $"'{name}' is no indicator of this rule set.");
            else if (node.Element.ToString() is var expected && expected != Judge(indicator, profile))
                node.Error("EXAMPLE_FAILED", $"Expected {expected}; it came out {Judge(indicator, profile)}.");
        }
    }

    private static string Judge(WarningIndicator indicator, BorrowerProfile profile)
    {
        var applies = indicator.AppliesWhen?.Evaluate(profile) ?? RuleOutcome.Hit;
        if (applies == RuleOutcome.Miss) return "not_applicable";
        var level = LevelMachine.LevelOf(LevelMachine.Move(indicator, [], profile));
        if (level > WarningLevel.None) return LevelText(level);
        var isUnknown = applies == RuleOutcome.Unknown
            || indicator.Levels.Any(candidate => candidate.Raise.Evaluate(profile) == RuleOutcome.Unknown);
        return isUnknown ? "unknown" : "none";
    }

    private IEnumerable<RaisedLevel> LevelsOf(BorrowerProfile profile) => set.Indicators.Select(indicator =>
    {
        var level = LevelMachine.LevelOf(LevelMachine.Move(indicator, [], profile));
        return new RaisedLevel(indicator.Family, level, indicator.IsHard);
    });

    private void Same(string key, string? expected, string? actual)
    {
        if (expected is not null && expected != actual) Differs(key, expected, actual ?? "none");
    }

    private void Differs(string key, string expected, string actual) =>
        expect.Error("EXAMPLE_FAILED", $"Expected {key} {expected}; it came out {actual}.", key);

    private static string? Invariant(double? number) => number?.ToString("R", CultureInfo.InvariantCulture);

    private static string LevelText(WarningLevel level) => level.ToString().ToLowerInvariant();

    private static string OutcomeText(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.ApproveWithConditions => "approve_with_conditions",
        DecisionOutcome.CounterOffer => "counter_offer",
        _ => outcome.ToString().ToLowerInvariant(),
    };
}
