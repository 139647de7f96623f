using System.Linq.Expressions;
using Tocsin.Core.Features;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>An occurrence of an input in an expression tree.</summary>
internal sealed class SlotExpression(InputSlot slot, Type type) : Expression
{
    /// <summary>The input.</summary>
    public InputSlot Slot { get; } = slot;

    /// <summary>True when this occurrence is tested on null, so that its absence is an answer.</summary>
    public bool IsNullable => System.Nullable.GetUnderlyingType(Type) is not null;

    /// <inheritdoc/>
    public override ExpressionType NodeType => ExpressionType.Extension;

    /// <inheritdoc/>
    public override Type Type { get; } = type;

    /// <inheritdoc/>
    public override string ToString() => Slot.Name;

    /// <inheritdoc/>
    protected override Expression VisitChildren(ExpressionVisitor visitor) => this;
}
