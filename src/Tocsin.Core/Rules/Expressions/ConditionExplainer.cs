using System.Linq.Expressions;
using Tocsin.Core.Features;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>Evaluates the parts of a condition's tree one by one over a profile.</summary>
internal sealed class ConditionExplainer(BorrowerProfile profile)
{
    /// <summary>The tree's outcome, and its parts'.</summary>
    public ConditionExplanation Explain(Expression tree)
    {
        var outcome = RuleOutcome.Unknown;
        var failure = "";
        try
        {
            outcome = Evaluate(tree);
        }
        catch (Exception exception)
        {
            failure = exception.Message;
        }

        return new ConditionExplanation(
            ExpressionText.Of(tree), outcome, [.. Parts(tree).Select(Explain)], failure);
    }

    private RuleOutcome Evaluate(Expression tree)
    {
        var code = new TriStateRewriter(new SlotReader()).Outcome(tree);
        // Interpreted: it runs once, and compiling would take longer than all the rest.
        var run = Expression.Lambda<LiftedCondition>(code, SlotReader.Arguments).Compile(preferInterpretation: true);
        return (RuleOutcome)run(profile.Numbers, profile.Texts, profile.Present);
    }

    private static IEnumerable<Expression> Parts(Expression tree) => tree switch
    {
        BinaryExpression logic when TriStateRewriter.IsAnd(logic) => TriStateRewriter.Operands(
            logic, TriStateRewriter.IsAnd),
        BinaryExpression logic when TriStateRewriter.IsOr(logic) => TriStateRewriter.Operands(
            logic, TriStateRewriter.IsOr),
        UnaryExpression { NodeType: ExpressionType.Not } negation => [negation.Operand],
        ConditionalExpression choice => [choice.Test, choice.IfTrue, choice.IfFalse],
        _ => [],
    };
}
