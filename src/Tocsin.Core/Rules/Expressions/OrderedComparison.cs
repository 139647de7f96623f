using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using Tocsin.Core.Features;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>
/// A comparison of texts by the order that the catalogue gives them, such as <c>tax.credit_grade &lt; "B"</c>. The
/// parser writes it as <c>string.Compare(a, b) &lt; 0</c>.
/// </summary>
internal sealed record OrderedComparison(ExpressionType Operator, Expression Left, Expression Right, TextOrder Order)
{
    /// <summary>Reads one; a tree that is something else is none.</summary>
    /// <exception cref="ExpressionRefusedException">Texts without an order are compared by order.</exception>
    public static bool TryRead(Expression tree, [NotNullWhen(true)] out OrderedComparison? comparison)
    {
        comparison = null;
        var isComparison = tree is BinaryExpression
        {
            NodeType: ExpressionType.LessThan or ExpressionType.LessThanOrEqual
                or ExpressionType.GreaterThan or ExpressionType.GreaterThanOrEqual,
            Left: MethodCallExpression { Arguments.Count: 2 },
            Right: ConstantExpression { Value: 0 },
        };
        if (!isComparison) return false;
        var binary = (BinaryExpression)tree;
        var call = (MethodCallExpression)binary.Left;
        if (!IsCompare(call)) return false;
        var order = OrderOf(call.Arguments[0]) ?? OrderOf(call.Arguments[1])
            ?? throw new ExpressionRefusedException("TEXT_WITHOUT_ORDER", 0,
                "Texts can be compared with <, <=, > and >= only where the catalogue gives their feature an order.");
        comparison = new OrderedComparison(binary.NodeType, call.Arguments[0], call.Arguments[1], order);
        return true;
    }

    /// <summary>True for a call that compares texts by a culture's order, which no other tree may hold.</summary>
    public static bool IsCompare(MethodCallExpression call) =>
        call.Method.DeclaringType == typeof(string) && call.Method.Name == nameof(string.Compare);

    /// <summary>Code that compares the ranks.</summary>
    public Expression Compare(SlotReader slots) =>
        Expression.MakeBinary(Operator, Rank(slots, Left), Rank(slots, Right));

    /// <summary>Code that tells whether both texts have a rank.</summary>
    public Expression IsRanked(SlotReader slots)
    {
        var none = Expression.Constant(0);
        return Expression.AndAlso(
            Expression.GreaterThanOrEqual(Rank(slots, Left), none),
            Expression.GreaterThanOrEqual(Rank(slots, Right), none));
    }

    private MethodCallExpression Rank(SlotReader slots, Expression text) =>
        Expression.Call(Expression.Constant(Order), nameof(TextOrder.RankOf), null, slots.Visit(text));

    private static TextOrder? OrderOf(Expression text) =>
        text is SlotExpression { Slot.Order: { HasRanks: true } order } ? order : null;
}
