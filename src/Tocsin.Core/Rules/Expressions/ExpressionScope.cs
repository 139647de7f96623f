using System.Collections.Immutable;
using System.Linq.Expressions;
using Tocsin.Core.Features;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>
/// The names an expression may use, besides functions: inputs, parameters, and the scoped params around it.
/// </summary>
/// <param name="Layout">The inputs.</param>
/// <param name="Parameters">The values of <c>p.name</c>.</param>
/// <param name="Scoped">Global and local params by name: what they stand for, already guarded.</param>
internal sealed record ExpressionScope(
    InputLayout Layout,
    IReadOnlyDictionary<string, FeatureValue> Parameters,
    IReadOnlyDictionary<string, Expression> Scoped)
{
    // Scopes share what they have in common: thousands of params, each with a copy of those before it, would take
    // gigabytes.
    /// <summary>This scope and one more scoped param.</summary>
    public ExpressionScope With(string name, Expression meaning) =>
        this with { Scoped = Scoped.ToImmutableDictionary(StringComparer.Ordinal).SetItem(name, meaning) };

    /// <summary>Scoped params whose own expression was refused: what uses them cannot be judged.</summary>
    public IReadOnlySet<string> Refused { get; init; } = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    /// <summary>This scope and one more scoped param that was refused.</summary>
    public ExpressionScope WithRefused(string name) =>
        this with { Refused = Refused.ToImmutableHashSet(StringComparer.Ordinal).Add(name) };

    /// <summary>The names that exist, for the one that was meant by a name that does not.</summary>
    public IEnumerable<string> Names =>
        Layout.Slots.Select(slot => slot.Name).Concat(Parameters.Keys.Select(name => "p." + name)).Concat(Scoped.Keys);
}
