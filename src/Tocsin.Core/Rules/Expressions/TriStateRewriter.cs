using System.Linq.Expressions;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>
/// Turns a guarded tree into code that reads a profile: plain code for when every value is there, and code in three
/// values, after Kleene, for when some are not. Outcomes are the numbers of <see cref="RuleOutcome"/>.
/// </summary>
/// <remarks>
/// A comparison is unknown when a value it reads is missing or stale; <c>and</c>, <c>or</c> and <c>not</c> follow
/// Kleene; an explicit test on null is definite, and <c>x ?? d</c> is known when either side is.
/// </remarks>
internal sealed class TriStateRewriter
{
    private static readonly ConstantExpression _miss = Expression.Constant((int)RuleOutcome.Miss);
    private static readonly ConstantExpression _hit = Expression.Constant((int)RuleOutcome.Hit);
    private static readonly ConstantExpression _unknown = Expression.Constant((int)RuleOutcome.Unknown);

    private readonly SlotReader _slots;

    public TriStateRewriter(SlotReader slots) => _slots = slots;

    /// <summary>The tree as plain code; right only where <see cref="Known"/> holds.</summary>
    public Expression Value(Expression tree) => _slots.Visit(tree);

    /// <summary>A condition as code that gives an outcome's number.</summary>
    public Expression Outcome(Expression condition) => condition switch
    {
        UnaryExpression { NodeType: ExpressionType.Not } negation => Negate(Outcome(negation.Operand)),
        BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.And } both when IsFlag(both.Left) =>
            Combine(Outcome(both.Left), Outcome(both.Right), _miss, _hit),
        BinaryExpression { NodeType: ExpressionType.OrElse or ExpressionType.Or } either when IsFlag(either.Left) =>
            Combine(Outcome(either.Left), Outcome(either.Right), _hit, _miss),
        ConditionalExpression choice => Choose(choice),
        _ => Expression.Condition(
            Known(condition), Expression.Condition(Value(condition), _hit, _miss), _unknown),
    };

    /// <summary>Code that tells whether everything the tree needs is there.</summary>
    public Expression Known(Expression tree)
    {
        if (OrderedComparison.TryRead(tree, out var ordered))
            return And(Known(ordered.Left), Known(ordered.Right), ordered.IsRanked(_slots));
        return tree switch
        {
            SlotExpression slot => slot.IsNullable ? Expression.Constant(true) : _slots.IsPresent(slot.Slot),
            MemberExpression { Member.Name: "Value", Expression: SlotExpression slot } => _slots.IsPresent(slot.Slot),
            BinaryExpression test when NullTest(test) is not null => Expression.Constant(true),
            BinaryExpression { NodeType: ExpressionType.Coalesce } coalesce => KnownCoalesce(coalesce),
            BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.OrElse } logic =>
                Expression.NotEqual(Outcome(logic), _unknown),
            BinaryExpression binary => And(Known(binary.Left), Known(binary.Right)),
            UnaryExpression unary => Known(unary.Operand),
            ConditionalExpression choice => KnownChoice(choice),
            MethodCallExpression call => KnownCall(call),
            MemberExpression { Expression: { } owner } => Known(owner),
            _ => Expression.Constant(true),
        };
    }

    private static bool IsFlag(Expression tree) => tree.Type == typeof(bool);

    private static ConditionalExpression Negate(Expression outcome)
    {
        // 1 - outcome turns hit into miss and back.
        return Expression.Condition(
            Expression.Equal(outcome, _unknown), _unknown, Expression.Subtract(_hit, outcome), typeof(int));
    }

    // "decisive" settles the whole whatever the other side is: a miss for "and", a hit for "or".
    private static BlockExpression Combine(Expression left, Expression right, Expression decisive, Expression otherwise)
    {
        var first = Expression.Variable(typeof(int));
        var second = Expression.Variable(typeof(int));
        var afterBoth = Expression.Condition(
            Expression.Equal(second, decisive), decisive,
            Expression.Condition(
                Expression.OrElse(Expression.Equal(first, _unknown), Expression.Equal(second, _unknown)),
                _unknown, otherwise));
        var afterFirst = Expression.Condition(
            Expression.Equal(first, decisive), decisive,
            Expression.Block([second], Expression.Assign(second, right), afterBoth));
        return Expression.Block([first], Expression.Assign(first, left), afterFirst);
    }

    private BlockExpression Choose(ConditionalExpression choice) =>
        Branch(choice.Test, Outcome(choice.IfTrue), Outcome(choice.IfFalse), _unknown);

    private BlockExpression KnownChoice(ConditionalExpression choice) =>
        Branch(choice.Test, Known(choice.IfTrue), Known(choice.IfFalse), Expression.Constant(false));

    // The test stands in the code once: were it repeated, tests within tests would double the code at each level.
    private BlockExpression Branch(Expression test, Expression whenHit, Expression whenMiss, Expression whenUnknown)
    {
        var outcome = Expression.Variable(typeof(int));
        var chosen = Expression.Condition(Expression.Equal(outcome, _hit), whenHit, whenMiss);
        return Expression.Block(
            [outcome], Expression.Assign(outcome, Outcome(test)),
            Expression.Condition(Expression.Equal(outcome, _unknown), whenUnknown, chosen));
    }

    private Expression KnownCoalesce(BinaryExpression coalesce) => coalesce.Left is SlotExpression slot
        ? Expression.OrElse(_slots.IsPresent(slot.Slot), Known(coalesce.Right))
        : And(Known(coalesce.Left), Known(coalesce.Right));

    private Expression KnownCall(MethodCallExpression call)
    {
        var parts = call.Arguments.Select(Known);
        return And([.. call.Object is null ? parts : parts.Prepend(Known(call.Object))]);
    }

    /// <summary>The input that a comparison tests on null, or null when it is no such test.</summary>
    private static SlotExpression? NullTest(BinaryExpression test)
    {
        if (test.NodeType is not (ExpressionType.Equal or ExpressionType.NotEqual)) return null;
        if (IsNull(test.Right)) return Slot(test.Left);
        return IsNull(test.Left) ? Slot(test.Right) : null;
    }

    private static SlotExpression? Slot(Expression tree) => tree switch
    {
        SlotExpression slot => slot,
        UnaryExpression { NodeType: ExpressionType.Convert } convert => Slot(convert.Operand),
        _ => null,
    };

    private static bool IsNull(Expression tree) => tree switch
    {
        ConstantExpression constant => constant.Value is null,
        UnaryExpression { NodeType: ExpressionType.Convert } convert => IsNull(convert.Operand),
        _ => false,
    };

    private static Expression And(params IReadOnlyList<Expression> parts)
    {
        var needed = parts.Where(part => part is not ConstantExpression { Value: true }).ToList();
        return needed.Count == 0 ? Expression.Constant(true) : needed.Aggregate(Expression.AndAlso);
    }
}
