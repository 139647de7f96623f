using System.Linq.Expressions;
using System.Reflection;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>
/// Lets through only what a credit rule needs: comparisons, arithmetic, logic, conditionals, a short list of functions.
/// Expressions are untrusted, and RulesEngine by itself evaluates reflection, clocks and unbounded allocation.
/// </summary>
internal sealed class ExpressionGuard : ExpressionVisitor
{
    private static readonly HashSet<Type> _types =
    [
        typeof(bool), typeof(int), typeof(long), typeof(double), typeof(string), typeof(DateOnly),
        typeof(bool?), typeof(int?), typeof(long?), typeof(double?), typeof(DateOnly?),
    ];

    private static readonly HashSet<ExpressionType> _operators =
    [
        ExpressionType.Add, ExpressionType.Subtract, ExpressionType.Multiply, ExpressionType.Divide,
        ExpressionType.Modulo, ExpressionType.Negate, ExpressionType.UnaryPlus,
        ExpressionType.Equal, ExpressionType.NotEqual, ExpressionType.LessThan, ExpressionType.LessThanOrEqual,
        ExpressionType.GreaterThan, ExpressionType.GreaterThanOrEqual,
        ExpressionType.AndAlso, ExpressionType.OrElse, ExpressionType.And, ExpressionType.Or, ExpressionType.Not,
        ExpressionType.Coalesce, ExpressionType.Conditional, ExpressionType.Convert, ExpressionType.Constant,
        ExpressionType.Extension, ExpressionType.Call, ExpressionType.MemberAccess,
    ];

    private static readonly HashSet<string> _math = new(StringComparer.Ordinal)
    {
        "Abs", "Ceiling", "Clamp", "Exp", "Floor", "Log", "Log10", "Max", "Min", "Pow", "Round", "Sign", "Sqrt",
        "Truncate",
    };

    private static readonly HashSet<string> _text = new(StringComparer.Ordinal)
    {
        "Compare", "Contains", "EndsWith", "Equals", "IsNullOrEmpty", "IsNullOrWhiteSpace", "StartsWith", "ToLower",
        "ToUpper", "Trim",
    };

    private static readonly HashSet<string> _date = new(StringComparer.Ordinal)
    {
        "Day", "DayNumber", "DayOfYear", "Month", "Year",
    };

    private int _nodes;
    private int _depth;
    private int _alternations;
    private bool _isValue;
    private BinaryExpression? _link;
    private int _links;

    /// <summary>Looks at every node of a tree, and takes them from the rule set's budget.</summary>
    /// <exception cref="ExpressionRefusedException">
    /// A construct is not on the list, which the message names; or a limit is passed.
    /// </exception>
    public static void Check(Expression tree, ExpressionBudget budget)
    {
        var guard = new ExpressionGuard();
        guard.Visit(tree);
        budget.TakeNodes(guard._nodes);
    }

    /// <inheritdoc/>
    public override Expression? Visit(Expression? node)
    {
        if (node is null) return null;
        if (!_operators.Contains(node.NodeType)) throw Refused(Describe(node));
        if (IsConcatenation(node)) throw Refused("text concatenation");
        if (node is MethodCallExpression call && !IsAllowed(call.Method))
            throw Refused($"{call.Method.DeclaringType?.Name}.{call.Method.Name}");
        if (!_types.Contains(node.Type)) throw Refused($"a value of type {node.Type.Name}");
        var isLink = node == _link;
        _link = LinkOf(node);
        // A condition within a value is compiled for whether it is known and for its value, and so is what it holds: a
        // few hundred such layers would make code whose first run ends the process.
        var (alternations, isValue) = (_alternations, _isValue);
        var isCondition = IsCondition(node);
        if (isCondition && isValue) _alternations++;
        var steps = isLink ? 0 : isCondition ? 2 : 1;
        _depth += steps;
        _links++;
        _isValue = !isCondition;
        _nodes += 1 + _alternations;
        if (_nodes > ExpressionLimits.MaximumNodes || _depth > ExpressionLimits.MaximumDepth
            || _links > ExpressionLimits.MaximumLinks)
        {
            throw new ExpressionRefusedException("EXPRESSION_TOO_COMPLEX", 0,
                $"With its scoped params written out, the expression has more than {ExpressionLimits.MaximumNodes} "
                + $"parts, or nests them deeper than {ExpressionLimits.MaximumDepth}.");
        }

        var visited = base.Visit(node);
        _links--;
        _depth -= steps;
        (_alternations, _isValue) = (alternations, isValue);
        return visited;
    }

    /// <inheritdoc/>
    protected override Expression VisitBinary(BinaryExpression node)
    {
        if (node.Method is { } method && method.DeclaringType != typeof(string)
            && method.DeclaringType != typeof(DateOnly))
        {
            throw Refused($"{method.DeclaringType?.Name}.{method.Name}");
        }

        return base.VisitBinary(node);
    }

    /// <inheritdoc/>
    protected override Expression VisitConstant(ConstantExpression node) =>
        node.Value is double number && !double.IsFinite(number)
            ? throw Refused("a number that is not finite") : base.VisitConstant(node);

    /// <inheritdoc/>
    protected override Expression VisitMember(MemberExpression node)
    {
        var owner = node.Member.DeclaringType;
        var allowed = (owner == typeof(string) && node.Member.Name == "Length")
            || (owner == typeof(DateOnly) && _date.Contains(node.Member.Name))
            || (owner is { IsGenericType: true } && owner.GetGenericTypeDefinition() == typeof(Nullable<>));
        if (!allowed || node.Expression is null) throw Refused($"{owner?.Name}.{node.Member.Name}");
        return base.VisitMember(node);
    }

    // What stands left in a chain, and is the same chain.
    private static BinaryExpression? LinkOf(Expression node) =>
        node is BinaryExpression { Left: BinaryExpression left } chain
        && ((IsAnd(chain.NodeType) && IsAnd(left.NodeType)) || (IsOr(chain.NodeType) && IsOr(left.NodeType)))
            ? left : null;

    private static bool IsAnd(ExpressionType type) => type is ExpressionType.AndAlso or ExpressionType.And;

    private static bool IsOr(ExpressionType type) => type is ExpressionType.OrElse or ExpressionType.Or;

    private static bool IsCondition(Expression node) => node.NodeType == ExpressionType.Conditional
        || (node.Type == typeof(bool)
            && (IsAnd(node.NodeType) || IsOr(node.NodeType) || node.NodeType == ExpressionType.Not));

    // The parser writes "a" + "b" as a call of String.Concat.
    private static bool IsConcatenation(Expression node) => node.Type == typeof(string)
        && (node.NodeType == ExpressionType.Add || node is MethodCallExpression { Method.Name: nameof(string.Concat) });

    private static bool IsAllowed(MethodInfo method)
    {
        if (method.DeclaringType == typeof(Fn)) return true;
        if (method.DeclaringType == typeof(Math)) return _math.Contains(method.Name);
        return method.DeclaringType == typeof(string) && _text.Contains(method.Name);
    }

    private static string Describe(Expression node) => node switch
    {
        LambdaExpression => "a lambda",
        NewExpression created => $"new {created.Type.Name}(…)",
        NewArrayExpression or ListInitExpression => "a list",
        ParameterExpression parameter => $"'{parameter.Name}'",
        _ => node.NodeType.ToString(),
    };

    private static ExpressionRefusedException Refused(string construct) =>
        new("CONSTRUCT_REFUSED", 0, $"Expressions may not use {construct}.");
}
