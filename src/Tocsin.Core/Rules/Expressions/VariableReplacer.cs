using System.Linq.Expressions;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>
/// Puts inputs, parameters' values and the meaning of scoped params in the place of the parser's variables, and writes
/// <c>x in ("A", "B")</c> as comparisons, which allocate nothing.
/// </summary>
/// <param name="variables">What the parser's variables stand for.</param>
/// <param name="parameters">Takes the constants that are parameters, with their names.</param>
internal sealed class VariableReplacer(
    IReadOnlyDictionary<string, NamedVariable> variables, Dictionary<Expression, string> parameters) : ExpressionVisitor
{
    /// <summary>The dates that the parser made of texts; null when there are none.</summary>
    public HashSet<DateOnly>? Dates { get; private set; }

    /// <inheritdoc/>
    protected override Expression VisitParameter(ParameterExpression node)
    {
        if (node.Name is null || !variables.TryGetValue(node.Name, out var variable)) return node;
        if (variable.Constant is { } constant)
        {
            var value = InputType.Constant(constant);
            parameters.Add(value, variable.Name);
            return value;
        }

        return variable.Slot is { } slot ? new SlotExpression(slot, variable.Type) : variable.Meaning!;
    }

    // The parser gives the same object for the same literal again and again, while parts of trees, and what a scoped
    // param means, are told apart by their references.
    /// <inheritdoc/>
    protected override Expression VisitConstant(ConstantExpression node)
    {
        if (node.Value is DateOnly date) (Dates ??= []).Add(date);
        return Expression.Constant(node.Value, node.Type);
    }

    /// <inheritdoc/>
    protected override Expression VisitBinary(BinaryExpression node)
    {
        // "(x) == null", and a text's test on null, come from the parser as tests of a converted plain value.
        if (node.NodeType is not (ExpressionType.Equal or ExpressionType.NotEqual)) return base.VisitBinary(node);
        var tested = TriStateRewriter.IsNull(node.Right) ? node.Left
            : TriStateRewriter.IsNull(node.Left) ? node.Right : null;
        if (tested is null) return base.VisitBinary(node);
        // Visited once: a test on null of a test on null would else take twice as long at every level.
        var visited = Visit(tested);
        if (Unconverted(visited) is SlotExpression { Slot: var slot })
        {
            var type = InputType.Of(slot.Type, nullable: true);
            return Expression.MakeBinary(
                node.NodeType, new SlotExpression(slot, type), Expression.Constant(null, type));
        }

        return tested == node.Left
            ? node.Update(visited, node.Conversion, node.Right) : node.Update(node.Left, node.Conversion, visited);
    }

    /// <inheritdoc/>
    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        var isMembership = node.Method.DeclaringType == typeof(Enumerable) && node.Method.Name == "Contains"
            && node.Arguments is [NewArrayExpression { NodeType: ExpressionType.NewArrayInit }, _];
        if (!isMembership) return base.VisitMethodCall(node);
        var value = Visit(node.Arguments[1]);
        var members = ((NewArrayExpression)node.Arguments[0]).Expressions.Select(Visit);
        return members
            .Select(member => (Expression)Expression.Equal(value, member!))
            .DefaultIfEmpty(Expression.Constant(false))
            .Aggregate(Expression.OrElse);
    }

    /// <inheritdoc/>
    protected override Expression VisitNew(NewExpression node)
    {
        var isDate = node.Type == typeof(DateOnly)
            && node.Arguments is [ConstantExpression { Value: int }, ConstantExpression { Value: int },
                ConstantExpression { Value: int }];
        if (!isDate) return base.VisitNew(node);
        var parts = node.Arguments.Select(part => (int)((ConstantExpression)part).Value!).ToArray();
        try
        {
            return Expression.Constant(new DateOnly(parts[0], parts[1], parts[2]));
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new ExpressionRefusedException("DATE_INVALID", 0,
                $"DateOnly({string.Join(", ", parts)}) is no date.");
        }
    }

    private static Expression Unconverted(Expression tree) =>
        tree is UnaryExpression { NodeType: ExpressionType.Convert } convert ? Unconverted(convert.Operand) : tree;
}
