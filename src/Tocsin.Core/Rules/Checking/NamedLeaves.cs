using System.Linq.Expressions;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Checking;

/// <summary>
/// Finds parts of a tree in the expression as written: trees know no columns, but inputs and parameters stand in them
/// in the order in which they are written.
/// </summary>
internal sealed class NamedLeaves(ReadExpressions expressions) : ExpressionVisitor
{
    private readonly HashSet<Expression> _known = new(ReferenceEqualityComparer.Instance);
    private readonly List<(Expression Leaf, string Name)> _leaves = [];
    private Expression? _root;

    /// <summary>
    /// The column, from 1, of the first input or parameter of a part; 0 when it has none that stands in the expression.
    /// </summary>
    public int ColumnOf(PlacedExpression expression, Expression part)
    {
        var all = Of(expression.Tree);
        var first = new NamedLeaves(expressions).Of(part).Select(leaf => leaf.Leaf).FirstOrDefault();
        var index = all.FindIndex(leaf => leaf.Leaf == first);
        if (first is null || index < 0) return 0;
        var name = all[index].Name;
        var before = all.Take(index).Count(leaf => leaf.Name == name);
        var token = ExpressionTokenizer.Tokenize(expression.Text, new ExpressionBudget())
            .Where(token => IsNamed(token, name)).Skip(before).FirstOrDefault();
        return token is null ? 0 : token.Start + 1;
    }

    /// <inheritdoc/>
    public override Expression? Visit(Expression? node)
    {
        if (node is null || (node != _root && expressions.IsParam(node))) return node;
        // "x in (1, 2)" was written out: one x of the text is then several times in the tree.
        if (node is SlotExpression slot && _known.Add(slot)) _leaves.Add((slot, slot.Slot.Name));
        if (expressions.ParameterOf(node) is { } name && _known.Add(node)) _leaves.Add((node, name));
        return base.Visit(node);
    }

    private List<(Expression Leaf, string Name)> Of(Expression tree)
    {
        _root = tree;
        Visit(tree);
        return _leaves;
    }

    private static bool IsNamed(ExpressionToken token, string name) => token.Kind == ExpressionTokenKind.Name
        && (token.IsWord(name) || token.Text.StartsWith(name + ".", StringComparison.OrdinalIgnoreCase));
}
