using System.Text.RegularExpressions;
using RulesEngine.Models;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Rule = Tocsin.Core.Rules.Rule;
using RuleAction = Tocsin.Core.Rules.RuleAction;

namespace Tocsin.Core.Tests.Rules.Equality;

/// <summary>Compares what the engine and we say of one profile, rule by rule.</summary>
internal sealed partial class EqualityCheck(BorrowerProfile profile)
{
    private const double Exact = 9_007_199_254_740_992;

    private bool _hasMessages = true;

    /// <summary>Results compared.</summary>
    public long Results { get; private set; }

    /// <summary>Of them those that hit.</summary>
    public long Hits { get; private set; }

    /// <summary>Of them those whose expression failed.</summary>
    public long Failures { get; private set; }

    /// <summary>Messages and outputs compared.</summary>
    public long Texts { get; private set; }

    /// <summary>The first difference; null when there is none.</summary>
    public string? Difference { get; private set; }

    /// <summary>The rule of the first difference.</summary>
    public string DifferentRule { get; private set; } = "";

    /// <summary>Compares rules with results, in order; the messages only where the engine filled them in.</summary>
    public void Compare(
        IReadOnlyList<Rule> rules, IEnumerable<RuleResultTree> results, bool isTop, bool hasMessages = true)
    {
        _hasMessages = hasMessages;
        var theirs = results.ToList();
        if (!rules.Select(rule => rule.Name).SequenceEqual(theirs.Select(result => result.Rule.RuleName)))
        {
            Differs(theirs.FirstOrDefault()?.Rule.RuleName ?? "", "other rules in other order");
            return;
        }

        for (var i = 0; i < rules.Count && Difference is null; i++) Compare(rules[i], theirs[i], isTop);
    }

    /// <summary>
    /// Compares the outcomes alone, of those nested rules that the engine evaluated before the outcome was settled.
    /// </summary>
    public void CompareOutcomes(IReadOnlyList<Rule> rules, IEnumerable<RuleResultTree> results)
    {
        foreach (var (rule, result) in rules.Zip(results))
        {
            Results++;
            var outcome = rule.Evaluate(profile);
            if (outcome == RuleOutcome.Hit) Hits++;
            if (rule.Name != result.Rule.RuleName || (outcome == RuleOutcome.Hit) != result.IsSuccess)
                Differs(rule.Name, $"the engine says {result.IsSuccess} when it stops early, we say {outcome}");
            if (rule.Nested.Count > 0) CompareOutcomes(rule.Nested, result.ChildResults);
        }
    }

    private void Compare(Rule rule, RuleResultTree result, bool isTop)
    {
        Results++;
        var outcome = rule.Evaluate(profile);
        if (outcome == RuleOutcome.Hit) Hits++;
        if ((outcome == RuleOutcome.Hit) != result.IsSuccess)
            Differs(rule.Name, $"the engine says {result.IsSuccess}, we say {outcome}");
        if (rule.Nested.Count > 0) Compare(rule.Nested, result.ChildResults, isTop: false, _hasMessages);
        if (outcome == RuleOutcome.Unknown) CompareFailure(rule, result);
        else CompareTexts(rule, result, outcome, isTop);
    }

    // With every value there, an expression is unknown only when it failed; the engine says how, and so do we.
    private void CompareFailure(Rule rule, RuleResultTree result)
    {
        if (rule.Condition is not { } condition) return;
        Failures++;
        var message = $"Error while executing rule : {rule.Name} - {condition.FailureOf(profile)?.Message}";
        if (result.ExceptionMessage != message)
            Differs(rule.Name, $"the engine says '{result.ExceptionMessage}', we say '{message}'");
    }

    private void CompareTexts(Rule rule, RuleResultTree result, RuleOutcome outcome, bool isTop)
    {
        // The engine fills in the places of the outer rules alone.
        if (isTop && _hasMessages && outcome == RuleOutcome.Miss)
        {
            Texts++;
            var message = rule.Message?.Render(profile) ?? "";
            if (MinusZero().Replace(result.ExceptionMessage ?? "", "0") != message)
                Differs(rule.Name, $"the engine's message is '{result.ExceptionMessage}', ours '{message}'");
        }

        // What failed gives nothing here, where the engine gives what a miss does: on purpose.
        if (!IsJudged(outcome == RuleOutcome.Hit ? rule.OnHit : rule.OnMiss)) return;
        Texts++;
        var (theirs, ours) = (Value(result.ActionResult.Output), rule.Give(profile));
        if (theirs != ours) Differs(rule.Name, $"the engine gives {theirs}, we give {ours}");
    }

    private bool IsJudged(RuleAction? action) => action?.Evaluated is not { } rule || rule.Evaluate(profile) switch
    {
        RuleOutcome.Hit => IsJudged(rule.OnHit),
        RuleOutcome.Miss => IsJudged(rule.OnMiss),
        _ => false,
    };

    // What is no finite number, or a whole one that a double cannot hold, is unknown here, on purpose.
    private static FeatureValue? Value(object? output) => output switch
    {
        null => null,
        bool flag => FeatureValue.OfFlag(flag),
        string text => FeatureValue.OfText(text),
        int number => FeatureValue.OfInteger(number),
        long number when Math.Abs((double)number) >= Exact => null,
        long number => FeatureValue.OfInteger(number),
        double number when double.IsFinite(number) => FeatureValue.OfNumber(number),
        double => null,
        _ => throw new InvalidDataException($"The engine gives a {output.GetType()}."),
    };

    // A value here is never minus zero.
    [GeneratedRegex("-0(?![.0-9])")]
    private static partial Regex MinusZero();

    private void Differs(string rule, string what)
    {
        DifferentRule = rule;
        Difference ??= $"{rule}: {what}";
    }
}
