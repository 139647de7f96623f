using System.Linq.Expressions;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Checking;

/// <summary>Every expression of a rule set, and what is known of the parts of their trees.</summary>
internal sealed class ReadExpressions
{
    private readonly HashSet<Expression> _params = new(ReferenceEqualityComparer.Instance);
    private readonly IReadOnlyDictionary<Expression, string> _parameters;

    public ReadExpressions(IReadOnlyList<PlacedExpression> all, IReadOnlyDictionary<Expression, string> parameters)
    {
        All = all;
        _parameters = parameters;
        foreach (var param in all.Where(expression => expression.IsParam)) _params.Add(param.Tree);
    }

    /// <summary>The expressions, in the order of reading.</summary>
    public IReadOnlyList<PlacedExpression> All { get; }

    /// <summary>True for what a global or local param means: that is looked at where the param stands.</summary>
    public bool IsParam(Expression part) => _params.Contains(part);

    /// <summary>The parameter, as <c>p.name</c>, that a constant is; null for a constant of the expression.</summary>
    public string? ParameterOf(Expression part) => _parameters.GetValueOrDefault(part);

    /// <summary>A part of an expression as an author would write it, parameters by name; cut when it is long.</summary>
    public string TextOf(Expression part)
    {
        const int longest = 100;
        var text = ParameterOf(part) ?? ExpressionText.Of(part);
        return text.Length > longest ? text[..longest] + "…" : text;
    }

    /// <summary>Notes that somebody should look at a part of an expression, at the column where it begins.</summary>
    public void Warn(PlacedExpression expression, Expression part, string code, string message) =>
        expression.Node.Warning(code, message, expression.Key, new NamedLeaves(this).ColumnOf(expression, part));
}
