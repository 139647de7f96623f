using System.Globalization;
using System.Linq.Expressions;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>Writes a guarded tree as an author would: features by name, every grouping in parentheses.</summary>
internal static class ExpressionText
{
    private static readonly Dictionary<ExpressionType, string> _symbols = new()
    {
        [ExpressionType.AndAlso] = "and",
        [ExpressionType.And] = "and",
        [ExpressionType.OrElse] = "or",
        [ExpressionType.Or] = "or",
        [ExpressionType.Equal] = "==",
        [ExpressionType.NotEqual] = "!=",
        [ExpressionType.LessThan] = "<",
        [ExpressionType.LessThanOrEqual] = "<=",
        [ExpressionType.GreaterThan] = ">",
        [ExpressionType.GreaterThanOrEqual] = ">=",
        [ExpressionType.Add] = "+",
        [ExpressionType.Subtract] = "-",
        [ExpressionType.Multiply] = "*",
        [ExpressionType.Divide] = "/",
        [ExpressionType.Modulo] = "%",
        [ExpressionType.Coalesce] = "??",
    };

    /// <summary>The text of a tree, without parentheses around the whole.</summary>
    public static string Of(Expression tree)
    {
        var text = Write(tree);
        return tree is BinaryExpression && text[0] == '(' ? text[1..^1] : text;
    }

    private static string Write(Expression tree) => tree switch
    {
        SlotExpression slot => slot.Slot.Name,
        ConstantExpression constant => Constant(constant.Value),
        BinaryExpression binary when OrderedComparison.TryRead(binary, out var ordered) =>
            $"({Write(ordered.Left)} {_symbols[ordered.Operator]} {Write(ordered.Right)})",
        BinaryExpression binary when _symbols.TryGetValue(binary.NodeType, out var symbol) =>
            $"({Write(binary.Left)} {symbol} {Write(binary.Right)})",
        UnaryExpression { NodeType: ExpressionType.Convert } convert => Write(convert.Operand),
        UnaryExpression { NodeType: ExpressionType.Not } not => $"not {Write(not.Operand)}",
        UnaryExpression { NodeType: ExpressionType.Negate } minus => $"-{Write(minus.Operand)}",
        ConditionalExpression choice =>
            $"iif({Of(choice.Test)}, {Of(choice.IfTrue)}, {Of(choice.IfFalse)})",
        MemberExpression { Expression: { } owner } member => $"{Write(owner)}.{member.Member.Name}",
        MethodCallExpression { Object: { } owner } call =>
            $"{Write(owner)}.{call.Method.Name}({string.Join(", ", call.Arguments.Select(Of))})",
        MethodCallExpression call => $"{call.Method.DeclaringType!.Name}.{call.Method.Name}"
            + $"({string.Join(", ", call.Arguments.Select(Of))})",
        _ => tree.ToString(),
    };

    private static string Constant(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
