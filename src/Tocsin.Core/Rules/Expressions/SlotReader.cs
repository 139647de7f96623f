using System.Linq.Expressions;
using Tocsin.Core.Features;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>Turns occurrences of inputs into reads of a profile's arrays.</summary>
internal sealed class SlotReader : ExpressionVisitor
{
    private readonly HashSet<int> _reads = [];
    private bool _isNullWanted;

    /// <summary>The arrays of a profile, as a compiled rule takes them.</summary>
    public static IReadOnlyList<ParameterExpression> Arguments { get; } =
    [
        Expression.Parameter(typeof(double[]), "numbers"),
        Expression.Parameter(typeof(string[]), "texts"),
        Expression.Parameter(typeof(ulong[]), "present"),
    ];

    /// <summary>The slots that were met.</summary>
    public IReadOnlyCollection<int> Reads => _reads;

    /// <summary>Code that tells whether a slot holds a fresh value.</summary>
    public static Expression IsPresent(InputSlot slot)
    {
        var word = Expression.ArrayIndex(Arguments[2], Expression.Constant(slot.Index >> 6));
        var bit = Expression.Constant(1UL << (slot.Index & 63));
        return Expression.NotEqual(Expression.And(word, bit), Expression.Constant(0UL));
    }

    /// <inheritdoc/>
    protected override Expression VisitExtension(Expression node)
    {
        if (node is not SlotExpression occurrence) return base.VisitExtension(node);
        _reads.Add(occurrence.Slot.Index);
        var value = Read(occurrence.Slot);
        // What is known as a whole may hold parts that are not, such as "x or true": a text that is not there is read
        // as empty in them, since a call on null would fail.
        if (!occurrence.IsNullable && !(_isNullWanted && occurrence.Slot.Type == FeatureType.Text)) return value;
        return Expression.Condition(
            IsPresent(occurrence.Slot),
            Expression.Convert(value, occurrence.Type), Expression.Default(occurrence.Type));
    }

    /// <inheritdoc/>
    protected override Expression VisitBinary(BinaryExpression node)
    {
        if (OrderedComparison.TryRead(node, out var ordered)) return ordered.Compare(this);
        var asksForNull = node.NodeType == ExpressionType.Coalesce
            || TriStateRewriter.IsNull(node.Left) || TriStateRewriter.IsNull(node.Right);
        return asksForNull
            ? node.Update(VisitOrNull(node.Left), node.Conversion, VisitOrNull(node.Right)) : base.VisitBinary(node);
    }

    /// <inheritdoc/>
    protected override Expression VisitMethodCall(MethodCallExpression node) => OrderedComparison.IsCompare(node)
        ? throw new ExpressionRefusedException(
            "CONSTRUCT_REFUSED", 0, "Expressions may not use String.Compare; write <, <=, > or >=.")
        : base.VisitMethodCall(node);

    // Only of an input itself: what is called on it must not meet null.
    private Expression VisitOrNull(Expression side)
    {
        if (TriStateRewriter.Slot(side) is null) return Visit(side);
        _isNullWanted = true;
        var read = Visit(side);
        _isNullWanted = false;
        return read;
    }

    private static Expression Read(InputSlot slot)
    {
        var index = Expression.Constant(slot.Index);
        var number = Expression.ArrayIndex(Arguments[0], index);
        return slot.Type switch
        {
            FeatureType.Number => number,
            FeatureType.Integer => Expression.Convert(number, typeof(long)),
            FeatureType.Flag => Expression.NotEqual(number, Expression.Constant(0.0)),
            FeatureType.Date => Expression.Call(
                typeof(DateOnly), nameof(DateOnly.FromDayNumber), null, Expression.Convert(number, typeof(int))),
            _ => Expression.ArrayIndex(Arguments[1], Expression.Constant(slot.TextIndex)),
        };
    }
}
