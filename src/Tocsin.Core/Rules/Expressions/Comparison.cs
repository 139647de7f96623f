using System.Linq.Expressions;
using Tocsin.Core.Features;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>
/// One input compared with a constant, as data: true where its number lies within an interval, or its text is the given
/// one, or where that is not so. Unknown where the input is missing.
/// </summary>
/// <param name="Slot">The input.</param>
/// <param name="Low">The interval's lower end, in it; for a text, meaningless.</param>
/// <param name="High">The interval's upper end, in it; for a text, meaningless.</param>
/// <param name="Text">The text; null for numbers, flags and dates.</param>
/// <param name="IsNegated">True where the opposite is asked for.</param>
internal sealed record Comparison(InputSlot Slot, double Low, double High, string? Text, bool IsNegated)
{
    // From here on, whole numbers are no longer told apart once they are doubles.
    private const double FirstInexact = 1L << 53;

    /// <summary>Reads a guarded tree; null for one that is something else.</summary>
    public static Comparison? Read(Expression tree) => tree switch
    {
        SlotExpression { IsNullable: false, Slot.Type: FeatureType.Flag } flag => Is(flag.Slot, true),
        BinaryExpression binary when SlotOf(binary.Left) is { } slot => Read(binary.NodeType, slot, binary.Right),
        BinaryExpression binary when SlotOf(binary.Right) is { } slot =>
            Read(Turned(binary.NodeType), slot, binary.Left),
        _ => null,
    };

    /// <summary>The opposite: where this is true that is false, and both are unknown together.</summary>
    public Comparison Negate() => this with { IsNegated = !IsNegated };

    private static Comparison? Read(ExpressionType comparison, InputSlot slot, Expression other)
    {
        var isEquality = comparison is ExpressionType.Equal or ExpressionType.NotEqual;
        var negate = comparison == ExpressionType.NotEqual;
        return slot.Type switch
        {
            FeatureType.Text when isEquality && other is ConstantExpression { Value: string text } =>
                new Comparison(slot, 0, 0, text, negate),
            FeatureType.Flag when isEquality && other is ConstantExpression { Value: bool flag } =>
                Is(slot, flag != negate),
            FeatureType.Number or FeatureType.Integer or FeatureType.Date when NumberOf(other) is { } number =>
                Within(comparison, slot, number),
            _ => null,
        };
    }

    private static Comparison Is(InputSlot slot, bool flag) => new(slot, 0, 0, null, IsNegated: flag);

    private static Comparison? Within(ExpressionType comparison, InputSlot slot, double number) => comparison switch
    {
        ExpressionType.LessThan => new(slot, double.NegativeInfinity, Math.BitDecrement(number), null, false),
        ExpressionType.LessThanOrEqual => new(slot, double.NegativeInfinity, number, null, false),
        ExpressionType.GreaterThan => new(slot, Math.BitIncrement(number), double.PositiveInfinity, null, false),
        ExpressionType.GreaterThanOrEqual => new(slot, number, double.PositiveInfinity, null, false),
        ExpressionType.Equal => new(slot, number, number, null, false),
        ExpressionType.NotEqual => new(slot, number, number, null, true),
        _ => null,
    };

    private static InputSlot? SlotOf(Expression tree) => tree switch
    {
        SlotExpression { IsNullable: false } slot => slot.Slot,
        // Every whole number that a feature may have is a double as well.
        UnaryExpression { NodeType: ExpressionType.Convert, Operand: SlotExpression { IsNullable: false } slot } convert
            when slot.Type == typeof(long) && convert.Type == typeof(double) => slot.Slot,
        _ => null,
    };

    private static double? NumberOf(Expression tree)
    {
        var number = tree switch
        {
            ConstantExpression { Value: double value } => value,
            ConstantExpression { Value: long value } => value,
            ConstantExpression { Value: int value } => value,
            ConstantExpression { Value: DateOnly date } => date.DayNumber,
            UnaryExpression { NodeType: ExpressionType.Convert } convert
                when convert.Type == typeof(double) || convert.Type == typeof(long) => Whole(convert.Operand),
            UnaryExpression { NodeType: ExpressionType.Negate } negation when negation.Type == typeof(double) =>
                -NumberOf(negation.Operand),
            BinaryExpression sum when sum.Type == typeof(double) => Calculated(sum),
            _ => null,
        };
        return number is { } finite && Math.Abs(finite) < FirstInexact ? finite : null;
    }

    private static double? Whole(Expression tree) =>
        tree is ConstantExpression { Value: int or long } ? NumberOf(tree) : null;

    private static double? Calculated(BinaryExpression sum) => sum.NodeType switch
    {
        ExpressionType.Add => NumberOf(sum.Left) + NumberOf(sum.Right),
        ExpressionType.Subtract => NumberOf(sum.Left) - NumberOf(sum.Right),
        ExpressionType.Multiply => NumberOf(sum.Left) * NumberOf(sum.Right),
        _ => null,
    };

    private static ExpressionType Turned(ExpressionType comparison) => comparison switch
    {
        ExpressionType.LessThan => ExpressionType.GreaterThan,
        ExpressionType.LessThanOrEqual => ExpressionType.GreaterThanOrEqual,
        ExpressionType.GreaterThan => ExpressionType.LessThan,
        ExpressionType.GreaterThanOrEqual => ExpressionType.LessThanOrEqual,
        _ => comparison,
    };
}
