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
        return (slot.Type, ConstantPart.Read(other)) switch
        {
            (FeatureType.Text, string text) when isEquality => new Comparison(slot, 0, 0, text, negate),
            (FeatureType.Flag, bool flag) when isEquality => Is(slot, flag != negate),
            (FeatureType.Date, DateOnly date) => Within(comparison, slot, date.DayNumber),
            (FeatureType.Number or FeatureType.Integer, var value) when ConstantPart.Number(value) is { } number =>
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

    /// <summary>What a comparison is when its sides change places.</summary>
    internal static ExpressionType Turned(ExpressionType comparison) => comparison switch
    {
        ExpressionType.LessThan => ExpressionType.GreaterThan,
        ExpressionType.LessThanOrEqual => ExpressionType.GreaterThanOrEqual,
        ExpressionType.GreaterThan => ExpressionType.LessThan,
        ExpressionType.GreaterThanOrEqual => ExpressionType.LessThanOrEqual,
        _ => comparison,
    };
}
