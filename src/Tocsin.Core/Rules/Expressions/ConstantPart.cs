using System.Globalization;
using System.Linq.Expressions;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>What a part of a tree comes to that reads no input.</summary>
internal static class ConstantPart
{
    /// <summary>Its value: an int, long, double, bool, text or date; null of anything else.</summary>
    public static object? Read(Expression part) => part switch
    {
        ConstantExpression constant => constant.Value,
        UnaryExpression { NodeType: ExpressionType.Convert } convert =>
            Convert(Read(convert.Operand), Nullable.GetUnderlyingType(convert.Type) ?? convert.Type),
        UnaryExpression { NodeType: ExpressionType.Negate } minus => Read(minus.Operand) switch
        {
            double value => -value,
            long value => unchecked(-value),
            int value => unchecked(-value),
            _ => null,
        },
        BinaryExpression
        {
            NodeType: ExpressionType.Add or ExpressionType.Subtract or ExpressionType.Multiply or ExpressionType.Divide,
        } binary => Read(binary.Left) is { } left && Read(binary.Right) is { } right
            ? Compute(binary.NodeType, left, right) : null,
        _ => null,
    };

    /// <summary>A number that a double holds exactly; null for anything else.</summary>
    public static double? Number(object? value) => value switch
    {
        double number when double.IsFinite(number) => number,
        int whole => whole,
        long whole when Math.Abs((decimal)whole) <= Features.FeatureValue.MaximumInteger => whole,
        _ => null,
    };

    private static object? Convert(object? value, Type type)
    {
        if (value is null || value.GetType() == type) return value;
        // Wider types alone: what a narrower one makes of a number is not worth knowing here.
        return value is int or long && (type == typeof(double) || (value is int && type == typeof(long)))
            ? System.Convert.ChangeType(value, type, CultureInfo.InvariantCulture) : null;
    }

    // Whole numbers wrap around, as they do in compiled code.
    private static object? Compute(ExpressionType operation, object left, object right) =>
        (operation, left, right) switch
        {
            (ExpressionType.Add, double a, double b) => a + b,
            (ExpressionType.Subtract, double a, double b) => a - b,
            (ExpressionType.Multiply, double a, double b) => a * b,
            (ExpressionType.Divide, double a, double b) => a / b,
            (ExpressionType.Add, long a, long b) => unchecked(a + b),
            (ExpressionType.Subtract, long a, long b) => unchecked(a - b),
            (ExpressionType.Multiply, long a, long b) => unchecked(a * b),
            (ExpressionType.Add, int a, int b) => unchecked(a + b),
            (ExpressionType.Subtract, int a, int b) => unchecked(a - b),
            (ExpressionType.Multiply, int a, int b) => unchecked(a * b),
            _ => null,
        };
}
