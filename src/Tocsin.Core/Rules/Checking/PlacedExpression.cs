using System.Linq.Expressions;
using Tocsin.Core.Rules.Documents;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Checking;

/// <summary>An expression that was read, with the place it stands at.</summary>
/// <param name="Node">What holds it.</param>
/// <param name="Key">The key it stands at.</param>
/// <param name="Scope">The names it was read with.</param>
/// <param name="Tree">Its guarded tree.</param>
internal sealed record PlacedExpression(DocumentNode Node, string Key, ExpressionScope Scope, Expression Tree)
{
    /// <summary>The condition that was compiled from it; null for a value.</summary>
    public Condition? Condition { get; init; }

    /// <summary>True for a global or local param.</summary>
    public bool IsParam { get; init; }

    /// <summary>The expression as written.</summary>
    public string Text => Node.Text(Key) ?? "";
}
