using Tocsin.Core.Rules.Documents;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Checking;

/// <summary>Looks at a rule set without errors for what its authors can hardly have meant: warnings.</summary>
/// <param name="set">The rule set.</param>
/// <param name="expressions">What was read of it.</param>
/// <param name="breathe">Called before each expression and each rule.</param>
internal sealed class SemanticCheck(RuleSet set, ReadExpressions expressions, Action breathe)
{
    /// <summary>Looks at the expressions, the rules that hold them and the indicators that are made of them.</summary>
    public void Expressions(IEnumerable<WorkflowNode> workflows)
    {
        var conditions = new ConditionCheck(expressions);
        foreach (var expression in expressions.All) Run(expression, conditions);
        var groups = new GroupCheck(conditions);
        foreach (var rule in workflows.SelectMany(workflow => workflow.Rules))
        {
            breathe();
            groups.Run(rule, out _);
        }

        new LevelCheck(expressions, conditions).Run(set.Indicators);
    }

    private void Run(PlacedExpression expression, ConditionCheck conditions)
    {
        breathe();
        try
        {
            conditions.Run(expression);
            new UnitCheck(expressions, set.Parameters, expression).Run();
            new TextMemberCheck(expressions, expression).Run();
            new BoundCheck(expressions, expression).Run();
        }
        catch (ExpressionRefusedException) when (expression.IsParam)
        {
            // A param that nothing uses is never compiled, so that what is wrong with it has no effect.
        }
    }
}
