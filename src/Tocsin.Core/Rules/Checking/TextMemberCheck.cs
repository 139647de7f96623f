using System.Linq.Expressions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Checking;

/// <summary>Finds texts that an input is compared with and that the catalogue does not let it have.</summary>
internal sealed class TextMemberCheck(ReadExpressions expressions, PlacedExpression expression) : ExpressionVisitor
{
    /// <summary>The code of what it finds.</summary>
    public const string Code = "TEXT_NOT_A_MEMBER";

    /// <summary>What to say of a text.</summary>
    public static string Message(string text, InputSlot slot) =>
        $"'{text}' is no value of {slot.Name}." + NearestName.Hint(text, slot.Order!.Members)
        + $" It is one of {string.Join(", ", slot.Order.Members.Take(20))}.";

    /// <summary>Looks at the expression.</summary>
    public void Run() => Visit(expression.Tree);

    /// <inheritdoc/>
    public override Expression? Visit(Expression? node)
    {
        if (node is null || (node != expression.Tree && expressions.IsParam(node))) return node;
        if (node is BinaryExpression binary)
        {
            if (OrderedComparison.TryRead(binary, out var ordered))
                Look(ordered.Left, ordered.Right);
            else if (binary.NodeType is ExpressionType.Equal or ExpressionType.NotEqual)
                Look(binary.Left, binary.Right);
        }

        return base.Visit(node);
    }

    private void Look(Expression left, Expression right)
    {
        var (input, constant) = right is ConstantExpression ? (left, right) : (right, left);
        if (ComparedInput.Read(input) is not { Slot: { Order: { } order } slot }) return;
        if (constant is not ConstantExpression { Value: string text } || order.Contains(text)) return;
        if (expressions.ParameterOf(constant) is not null)
            expressions.Warn(expression, constant, Code, Message(text, slot));
        else
            expression.Node.Warning(Code, Message(text, slot), expression.Key, ColumnOf(text));
    }

    private int ColumnOf(string text)
    {
        var literal = ExpressionTokenizer.Tokenize(expression.Text, new ExpressionBudget())
            .FirstOrDefault(token => token.Kind == ExpressionTokenKind.Literal && token.Text[1..^1] == text);
        return literal is null ? 0 : literal.Start + 1;
    }
}
