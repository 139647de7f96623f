using System.Linq.Expressions;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>What the code of a condition must be able to do, seen from its guarded tree. Immutable.</summary>
/// <param name="IsStrict">
/// True when it is unknown exactly where an input it reads is missing: then no code in three values is needed.
/// </param>
/// <param name="ComparesOrder">
/// True when it compares texts by order: it may then be unknown though every value is there.
/// </param>
/// <param name="CanThrow">True unless no part of it can fail on any values.</param>
/// <param name="Nodes">How many parts the tree has.</param>
internal sealed record ConditionShape(bool IsStrict, bool ComparesOrder, bool CanThrow, int Nodes)
{
    /// <summary>Looks at a tree.</summary>
    public static ConditionShape Of(Expression tree)
    {
        var survey = new Survey();
        survey.Visit(tree);
        return new ConditionShape(survey.IsStrict, survey.ComparesOrder, survey.CanThrow, survey.Nodes);
    }

    private sealed class Survey : ExpressionVisitor
    {
        // Of doubles, none of these fails; Math.Abs of the smallest integer does, and Math.Sign of NaN.
        private static readonly HashSet<string> _safe = new(StringComparer.Ordinal)
        {
            "Math.Abs", "Math.Round", "Math.Floor", "Math.Ceiling", "Math.Truncate", "Math.Sqrt", "Math.Exp",
            "Math.Pow", "Math.Log", "Math.Log10", "Fn.Max", "Fn.Min", "Fn.Div", "Fn.Exp", "Fn.Logistic",
            "Fn.DaysBetween", "Fn.MonthsBetween", "String.IsNullOrEmpty", "String.IsNullOrWhiteSpace",
        };

        private static readonly HashSet<string> _safeOnText = new(StringComparer.Ordinal)
        {
            "Contains", "StartsWith", "EndsWith", "Equals", "ToLower", "ToUpper", "Trim",
        };

        public bool IsStrict { get; private set; } = true;

        public bool ComparesOrder { get; private set; }

        public bool CanThrow { get; private set; }

        public int Nodes { get; private set; }

        public override Expression? Visit(Expression? node)
        {
            if (node is null) return null;
            Nodes++;
            switch (node)
            {
                case SlotExpression { IsNullable: true }:
                case ConditionalExpression:
                    IsStrict = false;
                    break;
                case BinaryExpression binary:
                    Look(binary);
                    break;
                case UnaryExpression { NodeType: ExpressionType.Convert } convert:
                    // A null that is taken for a value.
                    CanThrow |= IsNullable(convert.Operand) && !IsNullable(convert);
                    break;
                case MemberExpression member:
                    CanThrow |= member.Member.Name == "Value" || !(IsThere(member.Expression) || IsHasValue(member));
                    break;
                case MethodCallExpression call:
                    CanThrow |= !IsSafe(call);
                    break;
            }

            return base.Visit(node);
        }

        private void Look(BinaryExpression binary)
        {
            ComparesOrder |= OrderedComparison.TryRead(binary, out _);
            var isLogic = binary.Type == typeof(bool) && binary.NodeType is ExpressionType.AndAlso
                or ExpressionType.And or ExpressionType.OrElse or ExpressionType.Or;
            var isNullTest = TriStateRewriter.IsNull(binary.Left) || TriStateRewriter.IsNull(binary.Right);
            if (isLogic || isNullTest || ComparesOrder || binary.NodeType == ExpressionType.Coalesce) IsStrict = false;
            if (binary.NodeType is ExpressionType.Divide or ExpressionType.Modulo) CanThrow |= !IsFloating(binary.Type);
        }

        // Comparing ranks reads texts that are there: the code in three values has looked.
        private static bool IsSafe(MethodCallExpression call)
        {
            if (OrderedComparison.IsCompare(call)) return call.Arguments.All(IsThere);
            if (call.Object is not null)
            {
                return call.Method.DeclaringType == typeof(string) && _safeOnText.Contains(call.Method.Name)
                    && IsThere(call.Object) && call.Arguments.All(IsThere);
            }

            if (call.Method.DeclaringType == typeof(Math) && call.Method.Name is "Max" or "Min") return true;
            var arguments = call.Arguments.Select(argument => argument.Type);
            return _safe.Contains($"{call.Method.DeclaringType?.Name}.{call.Method.Name}")
                && arguments.All(type => IsFloating(type) || type == typeof(string) || type == typeof(DateOnly));
        }

        private static bool IsThere(Expression? tree) => tree is SlotExpression { IsNullable: false }
            || tree is ConstantExpression { Value: not null }
            || (tree is MethodCallExpression { Object: not null } call && IsSafe(call));

        private static bool IsHasValue(MemberExpression member) => member.Member.Name == "HasValue";

        private static bool IsNullable(Expression tree) => Nullable.GetUnderlyingType(tree.Type) is not null;

        private static bool IsFloating(Type type) =>
            (Nullable.GetUnderlyingType(type) ?? type) is var plain && plain == typeof(double);
    }
}
