using System.Linq.Expressions;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Checking;

/// <summary>
/// Judges a condition by what its comparisons leave of every input, through and, or, not and conditionals. What it says
/// is so; where it says nothing, nothing is known.
/// </summary>
internal sealed class ConditionJudge(ReadExpressions expressions)
{
    private readonly List<(Expression Part, Judgement Judgement)> _found = [];
    private Expression? _root;

    /// <summary>The smallest parts that are always or never so, in order; no bare constants.</summary>
    public IReadOnlyList<(Expression Part, Judgement Judgement)> Found => _found;

    /// <summary>Judges a whole condition.</summary>
    public Judgement Judge(Expression tree)
    {
        _root = tree;
        return JudgePart(tree);
    }

    private Judgement JudgePart(Expression part)
    {
        var known = _found.Count;
        var judgement = Of(part);
        if (part != _root && expressions.IsParam(part))
            _found.RemoveRange(known, _found.Count - known);
        else if (_found.Count == known && (judgement.IsNever || judgement.IsAlways) && part is not ConstantExpression)
            _found.Add((part, judgement));
        return judgement;
    }

    private Judgement Of(Expression part)
    {
        switch (part)
        {
            case UnaryExpression { NodeType: ExpressionType.Not } negation when part.Type == typeof(bool):
                return JudgePart(negation.Operand).Not();
            case BinaryExpression both when TriStateRewriter.IsAnd(both):
                return TriStateRewriter.Operands(both, TriStateRewriter.IsAnd).Select(JudgePart)
                    .Aggregate((left, right) => left.And(right));
            case BinaryExpression either when TriStateRewriter.IsOr(either):
                return TriStateRewriter.Operands(either, TriStateRewriter.IsOr).Select(JudgePart)
                    .Aggregate((left, right) => left.Or(right));
            case ConditionalExpression choice when part.Type == typeof(bool):
                return Choose(JudgePart(choice.Test), JudgePart(choice.IfTrue), JudgePart(choice.IfFalse));
            case BinaryExpression { NodeType: ExpressionType.Equal or ExpressionType.NotEqual } same
                when same.Left.Type == typeof(bool) && Compared(same) is ({ } compared, var value):
                var inner = JudgePart(compared);
                return value == (same.NodeType == ExpressionType.Equal) ? inner : inner.Not();
            default:
                return ComparisonJudge.Judge(part);
        }
    }

    // "x == true" is x.
    private static (Expression? Part, bool Value) Compared(BinaryExpression same) => same switch
    {
        { Right: ConstantExpression { Value: bool right } } => (same.Left, right),
        { Left: ConstantExpression { Value: bool left } } => (same.Right, left),
        _ => default,
    };

    private static Judgement Choose(Judgement test, Judgement whenTrue, Judgement whenFalse) => new(
        test.Hits.Intersect(whenTrue.Hits).Union(test.Misses.Intersect(whenFalse.Hits)),
        test.Hits.Intersect(whenTrue.Misses).Union(test.Misses.Intersect(whenFalse.Misses)));
}
