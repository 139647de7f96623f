using System.Globalization;
using System.Linq.Expressions;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Checking;

/// <summary>
/// Finds bounds, computed from decimals, that do not come to what they do on paper: 0.33 - 0.03 is a little over 0.3,
/// so that a value of 0.3 falls on the side where nobody expects it.
/// </summary>
internal sealed class BoundCheck(ReadExpressions expressions, PlacedExpression expression) : ExpressionVisitor
{
    // What decimals hold with all their digits.
    private const double Largest = 1e15;

    /// <summary>Looks at the expression.</summary>
    public void Run() => Visit(expression.Tree);

    /// <inheritdoc/>
    public override Expression? Visit(Expression? node) =>
        node is null || (node != expression.Tree && expressions.IsParam(node)) ? node : base.Visit(node);

    /// <inheritdoc/>
    protected override Expression VisitBinary(BinaryExpression node)
    {
        var isComparison = node.NodeType is ExpressionType.Equal or ExpressionType.NotEqual
            or ExpressionType.LessThan or ExpressionType.LessThanOrEqual
            or ExpressionType.GreaterThan or ExpressionType.GreaterThanOrEqual;
        if (isComparison)
        {
            Look(node.Left);
            Look(node.Right);
        }

        return base.VisitBinary(node);
    }

    private void Look(Expression side)
    {
        if (side is not BinaryExpression || ConstantPart.Read(side) is not double bound) return;
        if (OnPaper(side) is not { } meant || (double)meant == bound) return;
        expressions.Warn(expression, side, "BOUND_INEXACT",
            $"'{expressions.TextOf(side)}' comes to {bound.ToString("R", CultureInfo.InvariantCulture)}, not to "
            + $"{meant.ToString(CultureInfo.InvariantCulture)}: give the bound a parameter of its own.");
    }

    private static decimal? OnPaper(Expression part) => part switch
    {
        ConstantExpression constant => ConstantPart.Number(constant.Value) is { } number && Math.Abs(number) < Largest
            ? (decimal)number : null,
        UnaryExpression { NodeType: ExpressionType.Convert } convert => OnPaper(convert.Operand),
        UnaryExpression { NodeType: ExpressionType.Negate } minus => -OnPaper(minus.Operand),
        BinaryExpression { NodeType: ExpressionType.Add } sum => OnPaper(sum.Left) + OnPaper(sum.Right),
        BinaryExpression { NodeType: ExpressionType.Subtract } rest => OnPaper(rest.Left) - OnPaper(rest.Right),
        _ => null,
    };
}
