using System.Linq.Expressions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Checking;

/// <summary>The side of a comparison that is an input, perhaps with a default for when it is missing.</summary>
/// <param name="Slot">The input.</param>
/// <param name="Default">What stands for it where it is missing; null when nothing does.</param>
internal sealed record ComparedInput(InputSlot Slot, object? Default)
{
    /// <summary>Reads one; null when the part is something else.</summary>
    public static ComparedInput? Read(Expression part) => Unconverted(part) switch
    {
        SlotExpression { IsNullable: false } slot => new(slot.Slot, null),
        MemberExpression { Member.Name: "Value", Expression: SlotExpression slot } => new(slot.Slot, null),
        BinaryExpression { NodeType: ExpressionType.Coalesce } either
            when Unconverted(either.Left) is SlotExpression slot && ConstantPart.Read(either.Right) is { } given =>
            new(slot.Slot, given),
        _ => null,
    };

    /// <summary>The profiles in which the input has one of these values.</summary>
    /// <param name="values">The values.</param>
    /// <param name="includesDefault">True when its default is one, so that it may also be missing.</param>
    public BoxSet With(ValueSet values, bool includesDefault)
    {
        var possible = ValueSet.Present(Slot).Intersect(values);
        if (Default is not null && includesDefault) possible = possible with { IsMissing = true };
        return BoxSet.Of(ValueBox.Of(Slot, possible), isExact: Slot.Feature is not null);
    }

    // From whole numbers to doubles, and to what may be null: nothing is lost.
    private static Expression Unconverted(Expression part) =>
        part is UnaryExpression { NodeType: ExpressionType.Convert } convert && IsLossless(convert)
            ? Unconverted(convert.Operand) : part;

    private static bool IsLossless(UnaryExpression convert)
    {
        var (from, to) = (Plain(convert.Operand.Type), Plain(convert.Type));
        return from == to || (from == typeof(long) && to == typeof(double));
    }

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
