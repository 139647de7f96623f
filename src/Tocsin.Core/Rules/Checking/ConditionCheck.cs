using System.Linq.Expressions;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Checking;

/// <summary>Finds conditions, and parts of them, that are never or always so.</summary>
internal sealed class ConditionCheck(ReadExpressions expressions)
{
    /// <summary>What a condition that never holds is told.</summary>
    public const string Never = "NEVER_HOLDS";

    /// <summary>What a condition that always holds is told.</summary>
    public const string Always = "ALWAYS_HOLDS";

    private readonly Dictionary<Condition, Judgement> _judged = [];

    /// <summary>What is known of a condition; unsure before <see cref="Run"/>.</summary>
    public Judgement Of(Condition condition) => _judged.GetValueOrDefault(condition, Judgement.Unsure);

    /// <summary>Judges one condition or param.</summary>
    public void Run(PlacedExpression expression)
    {
        if (expression.Tree.Type != typeof(bool) || (expression.Condition is null && !expression.IsParam)) return;
        var judge = new ConditionJudge(expressions);
        var judgement = judge.Judge(expression.Tree);
        if (expression.Condition is not null) _judged[expression.Condition] = judgement;
        foreach (var (part, found) in judge.Found) Warn(expression, part, found);
        if (expression.Tree is ConstantExpression && !expression.IsParam && !IsLiteralTrue(expression.Tree))
            Warn(expression, expression.Tree, judgement);
    }

    // A rule that has nothing to decide says so by "true".
    private bool IsLiteralTrue(Expression tree) =>
        tree is ConstantExpression { Value: true } && expressions.ParameterOf(tree) is null;

    private void Warn(PlacedExpression expression, Expression part, Judgement judgement)
    {
        var text = expressions.TextOf(part);
        if (judgement.IsNever)
            expressions.Warn(expression, part, Never,
                $"'{text}' never holds, whatever values the catalogue allows: correct it or take it out.");
        else
            expressions.Warn(expression, part, Always,
                $"'{text}' holds for all values that the catalogue allows: correct it or take it out.");
    }
}
