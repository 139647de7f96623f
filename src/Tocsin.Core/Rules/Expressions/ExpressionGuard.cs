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

    /// <summary>Looks at every node of a tree.</summary>
    /// <exception cref="ExpressionRefusedException">A construct is not on the list; the message names it.</exception>
    public static void Check(Expression tree) => new ExpressionGuard().Visit(tree);

    /// <inheritdoc/>
    public override Expression? Visit(Expression? node)
    {
        if (node is null) return null;
        if (!_operators.Contains(node.NodeType)) throw Refused(Describe(node));
        if (IsConcatenation(node)) throw Refused("text concatenation");
        if (node is MethodCallExpression call && !IsAllowed(call.Method))
            throw Refused($"{call.Method.DeclaringType?.Name}.{call.Method.Name}");
        if (!_types.Contains(node.Type)) throw Refused($"a value of type {node.Type.Name}");
        if (++_nodes > ExpressionLimits.MaximumNodes || ++_depth > ExpressionLimits.MaximumDepth)
        {
            throw new ExpressionRefusedException("EXPRESSION_TOO_COMPLEX", 0,
                $"With its scoped params written out, the expression has more than {ExpressionLimits.MaximumNodes} "
                + $"parts, or nests them deeper than {ExpressionLimits.MaximumDepth}.");
        }

        var visited = base.Visit(node);
        _depth--;
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
    protected override Expression VisitMember(MemberExpression node)
    {
        var owner = node.Member.DeclaringType;
        var allowed = (owner == typeof(string) && node.Member.Name == "Length")
            || (owner == typeof(DateOnly) && _date.Contains(node.Member.Name))
            || (owner is { IsGenericType: true } && owner.GetGenericTypeDefinition() == typeof(Nullable<>));
        if (!allowed || node.Expression is null) throw Refused($"{owner?.Name}.{node.Member.Name}");
        return base.VisitMember(node);
    }

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
