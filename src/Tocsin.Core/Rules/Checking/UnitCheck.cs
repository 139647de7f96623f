using System.Linq.Expressions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Checking;

/// <summary>Finds comparisons, sums and differences of things that the files give different units.</summary>
/// <remarks>What a product or a quotient is in is not known, and a constant goes with everything.</remarks>
internal sealed class UnitCheck(
    ReadExpressions expressions, IReadOnlyDictionary<string, RuleParameter> parameters, PlacedExpression expression)
{
    /// <summary>Looks at the expression.</summary>
    public void Run() => UnitOf(expression.Tree, isTold: true);

    private string? UnitOf(Expression part, bool isTold)
    {
        if (part != expression.Tree && expressions.IsParam(part)) isTold = false;
        return part switch
        {
            ConstantExpression => expressions.ParameterOf(part) is { } name
                ? Declared(parameters.GetValueOrDefault(name[2..])?.Unit) : null,
            SlotExpression slot => OfInput(slot.Slot),
            UnaryExpression unary => UnitOf(unary.Operand, isTold),
            MemberExpression { Member.Name: "Value", Expression: { } owner } => UnitOf(owner, isTold),
            BinaryExpression binary => OfBinary(binary, isTold),
            ConditionalExpression choice => OfChoice(choice, isTold),
            MethodCallExpression call => OfCall(call, isTold),
            _ => null,
        };
    }

    private string? OfBinary(BinaryExpression binary, bool isTold)
    {
        var (left, right) = (UnitOf(binary.Left, isTold), UnitOf(binary.Right, isTold));
        switch (binary.NodeType)
        {
            case ExpressionType.Add or ExpressionType.Subtract or ExpressionType.Coalesce:
                return Same(binary, left, right, isTold);
            case ExpressionType.Equal or ExpressionType.NotEqual
                or ExpressionType.LessThan or ExpressionType.LessThanOrEqual
                or ExpressionType.GreaterThan or ExpressionType.GreaterThanOrEqual:
                Same(binary, left, right, isTold);
                return null;
            default:
                return null;
        }
    }

    private string? OfChoice(ConditionalExpression choice, bool isTold)
    {
        UnitOf(choice.Test, isTold);
        var (whenTrue, whenFalse) = (UnitOf(choice.IfTrue, isTold), UnitOf(choice.IfFalse, isTold));
        return whenTrue is null || whenFalse is null || IsSame(whenTrue, whenFalse) ? whenTrue ?? whenFalse : null;
    }

    private string? OfCall(MethodCallExpression call, bool isTold)
    {
        var units = call.Arguments.Select(argument => UnitOf(argument, isTold)).ToList();
        switch (call.Method.Name)
        {
            case "DaysBetween":
                return "days";
            case "MonthsBetween":
                return "months";
            case "Max" or "Min" or "Clamp":
                return units.Aggregate((one, other) => Same(call, one, other, isTold));
            case "Abs" or "Round" or "Floor" or "Ceiling" or "Truncate":
                return units[0];
            default:
                return null;
        }
    }

    private string? Same(Expression part, string? left, string? right, bool isTold)
    {
        if (left is null || right is null || IsSame(left, right)) return left ?? right;
        if (isTold)
            expressions.Warn(expression, part, "UNITS_MIXED",
                $"'{expressions.TextOf(part)}' puts {left} and {right} together: bring both to one unit.");
        return null;
    }

    private static string? OfInput(InputSlot slot) => slot switch
    {
        { Feature: { } feature } => Declared(feature.Unit),
        { Name: ReservedInputs.RequestTermMonths } => "months",
        { Name: ReservedInputs.ClassifiedNonPerforming } => "CNY",
        _ when slot.Name.StartsWith("data.", StringComparison.Ordinal) => "days",
        _ => null,
    };

    private static string? Declared(string? unit) => string.IsNullOrWhiteSpace(unit) ? null : unit.Trim();

    private static bool IsSame(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
