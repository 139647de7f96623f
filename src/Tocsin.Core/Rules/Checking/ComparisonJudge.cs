using System.Linq.Expressions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Checking;

/// <summary>Judges the parts of a condition that hold no condition: comparisons of an input with a constant.</summary>
internal static class ComparisonJudge
{
    /// <summary>What is known of such a part; unsure of any other.</summary>
    public static Judgement Judge(Expression part) => part switch
    {
        ConstantExpression { Value: bool value } => Judgement.Of(value),
        SlotExpression { IsNullable: false, Slot: { Type: FeatureType.Flag } slot } =>
            Between(new(slot, null), ExpressionType.Equal, true),
        BinaryExpression { NodeType: ExpressionType.Coalesce } either when either.Type == typeof(bool) =>
            ComparedInput.Read(either) is { } flag ? Between(flag, ExpressionType.Equal, true) : Judgement.Unsure,
        MemberExpression { Member.Name: "HasValue", Expression: SlotExpression slot } => IsMissing(slot.Slot).Not(),
        BinaryExpression binary when OrderedComparison.TryRead(binary, out var ordered) => OfOrder(ordered),
        BinaryExpression binary => OfComparison(binary),
        _ => Judgement.Unsure,
    };

    private static Judgement OfComparison(BinaryExpression binary)
    {
        if (!IsComparison(binary.NodeType)) return Judgement.Unsure;
        if (NullTested(binary) is { } slot)
            return binary.NodeType == ExpressionType.Equal ? IsMissing(slot) : IsMissing(slot).Not();
        if (ConstantPart.Read(binary.Right) is { } right)
        {
            if (ConstantPart.Read(binary.Left) is { } left) return OfConstants(binary.NodeType, left, right);
            if (ComparedInput.Read(binary.Left) is { } input) return Between(input, binary.NodeType, right);
        }
        else if (ConstantPart.Read(binary.Left) is { } left && ComparedInput.Read(binary.Right) is { } input)
        {
            return Between(input, Comparison.Turned(binary.NodeType), left);
        }

        return Judgement.Unsure;
    }

    private static Judgement OfConstants(ExpressionType operation, object left, object right)
    {
        if (ConstantPart.Number(left) is { } a && ConstantPart.Number(right) is { } b)
            return Judgement.Of(Holds(operation, a.CompareTo(b)));
        if (left is DateOnly day && right is DateOnly other)
            return Judgement.Of(Holds(operation, day.CompareTo(other)));
        var isEquality = operation is ExpressionType.Equal or ExpressionType.NotEqual;
        return isEquality && left.GetType() == right.GetType() && left is string or bool
            ? Judgement.Of(left.Equals(right) == (operation == ExpressionType.Equal)) : Judgement.Unsure;
    }

    private static Judgement Between(ComparedInput input, ExpressionType operation, object constant)
    {
        if (input.Slot.Type == FeatureType.Text)
            return constant is string text ? OfText(input, operation, text) : Judgement.Unsure;
        if (Position(constant) is not { } at) return Judgement.Unsure;
        var position = input.Default is { } given ? Position(given) : null;
        if (input.Default is not null && position is null) return Judgement.Unsure;
        var isWhole = input.Slot.Type != FeatureType.Number;
        var takesDefault = position is { } number && Holds(operation, number.CompareTo(at));
        return new(
            input.With(NumberComparison.Where(operation, at, isWhole), takesDefault),
            input.With(NumberComparison.Where(Opposite(operation), at, isWhole), !takesDefault));
    }

    // A member that the catalogue does not know has a finding of its own.
    private static Judgement OfText(ComparedInput input, ExpressionType operation, string text)
    {
        var isEquality = operation is ExpressionType.Equal or ExpressionType.NotEqual;
        if (!isEquality || input.Default is not (null or string)) return Judgement.Unsure;
        if (input.Slot.Order?.Contains(text) == false) return Judgement.Unsure;
        var isSame = input.Default is string given && given == text;
        var same = input.With(ValueSet.Of(TextChoice.Of(text)), isSame);
        var other = input.With(ValueSet.Of(TextChoice.AllBut(text)), !isSame);
        return operation == ExpressionType.Equal ? new(same, other) : new(other, same);
    }

    // Texts without a rank compare as unknown.
    private static Judgement OfOrder(OrderedComparison ordered)
    {
        var turned = ConstantPart.Read(ordered.Left) is string;
        var (part, other) = turned ? (ordered.Right, ordered.Left) : (ordered.Left, ordered.Right);
        if (ComparedInput.Read(part) is not { Default: null } input) return Judgement.Unsure;
        if (ConstantPart.Read(other) is not string text || !ordered.Order.Contains(text)) return Judgement.Unsure;
        var operation = turned ? Comparison.Turned(ordered.Operator) : ordered.Operator;
        var at = ordered.Order.RankOf(text);
        var ranked = ordered.Order.Members.Where(
            member => at >= 0 && ordered.Order.RankOf(member) >= 0).ToLookup(
            member => Holds(operation, ordered.Order.RankOf(member).CompareTo(at)));
        return new(
            input.With(ValueSet.Of(TextChoice.Of(ranked[true])), false),
            input.With(ValueSet.Of(TextChoice.Of(ranked[false])), false));
    }

    private static Judgement IsMissing(InputSlot slot)
    {
        var isExact = slot.Feature is not null;
        return new(
            BoxSet.Of(ValueBox.Of(slot, ValueSet.Missing), isExact),
            BoxSet.Of(ValueBox.Of(slot, ValueSet.Present(slot)), isExact));
    }

    private static InputSlot? NullTested(BinaryExpression test)
    {
        if (test.NodeType is not (ExpressionType.Equal or ExpressionType.NotEqual)) return null;
        var tested = TriStateRewriter.IsNull(test.Right) ? test.Left
            : TriStateRewriter.IsNull(test.Left) ? test.Right : null;
        return tested is SlotExpression slot ? slot.Slot : null;
    }

    // Where a value stands among those of its type.
    private static double? Position(object value) => value switch
    {
        bool flag => flag ? 1 : 0,
        DateOnly date => date.DayNumber,
        _ => ConstantPart.Number(value),
    };

    private static bool IsComparison(ExpressionType type) => type is ExpressionType.Equal or ExpressionType.NotEqual
        or ExpressionType.LessThan or ExpressionType.LessThanOrEqual
        or ExpressionType.GreaterThan or ExpressionType.GreaterThanOrEqual;

    private static bool Holds(ExpressionType operation, int order) => operation switch
    {
        ExpressionType.Equal => order == 0,
        ExpressionType.NotEqual => order != 0,
        ExpressionType.LessThan => order < 0,
        ExpressionType.LessThanOrEqual => order <= 0,
        ExpressionType.GreaterThan => order > 0,
        _ => order >= 0,
    };

    private static ExpressionType Opposite(ExpressionType operation) => operation switch
    {
        ExpressionType.Equal => ExpressionType.NotEqual,
        ExpressionType.NotEqual => ExpressionType.Equal,
        ExpressionType.LessThan => ExpressionType.GreaterThanOrEqual,
        ExpressionType.LessThanOrEqual => ExpressionType.GreaterThan,
        ExpressionType.GreaterThan => ExpressionType.LessThanOrEqual,
        _ => ExpressionType.LessThan,
    };
}
