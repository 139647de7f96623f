using System.Linq.Expressions;

namespace Tocsin.Core.Rules.Checking;

/// <summary>The numbers for which a comparison with a constant holds.</summary>
internal static class NumberComparison
{
    /// <summary>Those numbers; whole ones, where the input is whole, a flag or a date.</summary>
    public static ValueSet Where(ExpressionType operation, double constant, bool isWhole) => ValueSet.Of(
        operation switch
        {
            ExpressionType.Equal when isWhole => NumberRanges.Of(Math.Ceiling(constant), Math.Floor(constant)),
            ExpressionType.Equal => NumberRanges.Of(constant, constant),
            ExpressionType.NotEqual => Below(constant, isWhole).Union(Above(constant, isWhole)),
            ExpressionType.LessThan => Below(constant, isWhole),
            ExpressionType.LessThanOrEqual => NumberRanges.Of(
                double.MinValue, isWhole ? Math.Floor(constant) : constant),
            ExpressionType.GreaterThan => Above(constant, isWhole),
            _ => NumberRanges.Of(isWhole ? Math.Ceiling(constant) : constant, double.MaxValue),
        });

    private static NumberRanges Below(double constant, bool isWhole) => NumberRanges.Of(
        double.MinValue, isWhole ? Math.Ceiling(constant) - 1 : Math.BitDecrement(constant));

    private static NumberRanges Above(double constant, bool isWhole) => NumberRanges.Of(
        isWhole ? Math.Floor(constant) + 1 : Math.BitIncrement(constant), double.MaxValue);
}
