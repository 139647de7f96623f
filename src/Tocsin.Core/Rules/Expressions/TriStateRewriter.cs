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
        BinaryExpression both when IsAnd(both) => Combine(Operands(both, IsAnd), _miss, _hit),
        BinaryExpression either when IsOr(either) => Combine(Operands(either, IsOr), _hit, _miss),
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
            SlotExpression slot => slot.IsNullable ? Expression.Constant(true) : SlotReader.IsPresent(slot.Slot),
            MemberExpression { Member.Name: "Value", Expression: SlotExpression { Slot: var slot } } =>
                SlotReader.IsPresent(slot),
            BinaryExpression test when NullTest(test) is not null => Expression.Constant(true),
            BinaryExpression { NodeType: ExpressionType.Coalesce } coalesce => KnownCoalesce(coalesce),
            BinaryExpression logic when IsAnd(logic) || IsOr(logic) => Expression.NotEqual(Outcome(logic), _unknown),
            BinaryExpression binary => And(Known(binary.Left), Known(binary.Right)),
            UnaryExpression unary => Known(unary.Operand),
            ConditionalExpression choice => KnownChoice(choice),
            MethodCallExpression call => KnownCall(call),
            MemberExpression { Expression: { } owner } => Known(owner),
            _ => Expression.Constant(true),
        };
    }

    /// <summary>True for a conjunction of conditions.</summary>
    internal static bool IsAnd(BinaryExpression tree) =>
        tree.NodeType is ExpressionType.AndAlso or ExpressionType.And && tree.Type == typeof(bool);

    /// <summary>True for a disjunction of conditions.</summary>
    internal static bool IsOr(BinaryExpression tree) =>
        tree.NodeType is ExpressionType.OrElse or ExpressionType.Or && tree.Type == typeof(bool);

    private static BlockExpression Negate(Expression outcome)
    {
        // 1 - outcome turns hit into miss and back.
        var operand = Expression.Variable(typeof(int));
        return Expression.Block(
            [operand],
            Expression.Assign(operand, outcome),
            Expression.Condition(
                Expression.Equal(operand, _unknown), _unknown, Expression.Subtract(_hit, operand), typeof(int)));
    }

    // A chain of "and" is flat code: nested code of a thousand operands ends the process when it is compiled.
    // "decisive" settles the whole whatever the other operands are: a miss for "and", a hit for "or".
    private BlockExpression Combine(IEnumerable<Expression> operands, Expression decisive, Expression otherwise)
    {
        var whole = Expression.Variable(typeof(int));
        var operand = Expression.Variable(typeof(int));
        var steps = operands.Select(tree => Expression.IfThen(
            Expression.NotEqual(whole, decisive),
            Expression.Block(
                Expression.Assign(operand, Outcome(tree)),
                Expression.IfThen(Expression.NotEqual(operand, otherwise), Expression.Assign(whole, operand)))));
        return Expression.Block([whole, operand], [Expression.Assign(whole, otherwise), .. steps, whole]);
    }

    /// <summary>The operands of a chain, in their order.</summary>
    internal static Stack<Expression> Operands(BinaryExpression chain, Func<BinaryExpression, bool> isLink)
    {
        var operands = new Stack<Expression>();
        Expression rest = chain;
        for (; rest is BinaryExpression link && isLink(link); rest = link.Left) operands.Push(link.Right);
        operands.Push(rest);
        return operands;
    }

    private BlockExpression Choose(ConditionalExpression choice) =>
        Choose(choice, Outcome(choice.IfTrue), Outcome(choice.IfFalse), _unknown);

    private BlockExpression KnownChoice(ConditionalExpression choice) =>
        Choose(choice, Known(choice.IfTrue), Known(choice.IfFalse), Expression.Constant(false));

    // The test is written once: conditionals that stand in tests of conditionals would double the code each time.
    private BlockExpression Choose(
        ConditionalExpression choice, Expression whenHit, Expression whenMiss, Expression whenUnknown)
    {
        var test = Expression.Variable(typeof(int));
        return Expression.Block(
            [test],
            Expression.Assign(test, Outcome(choice.Test)),
            Expression.Condition(
                Expression.Equal(test, _unknown), whenUnknown,
                Expression.Condition(Expression.Equal(test, _hit), whenHit, whenMiss)));
    }

    private Expression KnownCoalesce(BinaryExpression coalesce) => coalesce.Left is SlotExpression slot
        ? Expression.OrElse(SlotReader.IsPresent(slot.Slot), Known(coalesce.Right))
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

    /// <summary>The input that a tree is, converted or not; null for another tree.</summary>
    internal static SlotExpression? Slot(Expression tree) => tree switch
    {
        SlotExpression slot => slot,
        UnaryExpression { NodeType: ExpressionType.Convert } convert => Slot(convert.Operand),
        _ => null,
    };

    /// <summary>True for the constant null, converted or not.</summary>
    internal static bool IsNull(Expression tree) => tree switch
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
