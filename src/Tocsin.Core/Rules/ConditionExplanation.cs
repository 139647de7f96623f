using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules;

/// <summary>
/// Why a condition came out as it did: its parts with their outcomes, down to single comparisons. Immutable.
/// </summary>
/// <param name="Text">
/// The part as it was understood: scoped params written out, parameters by their values, every grouping in parentheses.
/// </param>
/// <param name="Outcome">Its outcome.</param>
/// <param name="Parts">What it is joined from by and, or, not, or a choice; empty for a single comparison.</param>
/// <param name="Failure">What failed, such as a division by zero; empty when nothing did.</param>
public sealed record ConditionExplanation(
    string Text, RuleOutcome Outcome, IReadOnlyList<ConditionExplanation> Parts, string Failure)
{
    /// <summary>Explains a condition over a profile. Reads the expression anew: not for the way of an answer.</summary>
    public static ConditionExplanation Of(Condition condition, BorrowerProfile profile)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(profile);
        return new ConditionExplainer(profile).Explain(new ExpressionCompiler().ReadCondition(condition));
    }
}
