using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules;

/// <summary>
/// What a rule gives once it was judged: the value of an <c>OutputExpression</c>, or whatever another rule gives
/// (<c>EvaluateRule</c>). Thread-safe once its rule set is read.
/// </summary>
public sealed class RuleAction
{
    /// <summary>The value to give; null for an action that evaluates another rule.</summary>
    public ValueExpression? Value { get; init; }

    /// <summary>The rule to evaluate; null for an action that gives a value.</summary>
    public Rule? Evaluated { get; internal set; }

    /// <summary>The value over a profile; null when it is unknown, or when the evaluated rule gives none.</summary>
    public FeatureValue? Give(BorrowerProfile profile) =>
        Value is not null ? Value.Evaluate(profile) : Evaluated?.Give(profile);
}
