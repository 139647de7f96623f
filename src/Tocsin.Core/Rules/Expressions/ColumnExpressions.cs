using System.Collections.Frozen;
using Tocsin.Core.Features;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>
/// Compiles expressions over the columns of a table, in the language of rules: the same limits, guard and functions,
/// and what reads an absent cell is unknown. Not thread-safe.
/// </summary>
public sealed class ColumnExpressions
{
    private readonly InputLayout _layout;
    private readonly ExpressionCompiler _compiler = new();
    private readonly ExpressionScope _scope;

    /// <summary>Expressions over columns.</summary>
    /// <param name="columns">The names that expressions use, all distinct, with their types.</param>
    public ColumnExpressions(IEnumerable<(string Name, FeatureType Type)> columns)
    {
        _layout = InputLayout.OfInputs(columns);
        _scope = new ExpressionScope(
            _layout, FrozenDictionary<string, FeatureValue>.Empty,
            FrozenDictionary<string, System.Linq.Expressions.Expression>.Empty);
    }

    /// <summary>
    /// The name that an expression uses for a header: letters, digits and underscores as they are, and an underscore
    /// for every other character and before a digit at the start.
    /// </summary>
    public static string NameOf(string header)
    {
        ArgumentNullException.ThrowIfNull(header);
        var name = string.Concat(header.Select(
            character => char.IsLetterOrDigit(character) || character == '_' ? character : '_'));
        return name.Length == 0 || char.IsDigit(name[0]) ? "_" + name : name;
    }

    /// <summary>Compiles an expression that gives a value; null, and what is wrong, where it cannot be.</summary>
    public ValueExpression? Compile(string text, out string problem)
    {
        problem = "";
        try
        {
            return _compiler.CompileValue(text, _scope);
        }
        catch (ExpressionRefusedException refused)
        {
            var column = refused.Problem.Column > 0 ? $"column {refused.Problem.Column}: " : "";
            problem = $"{column}{refused.Problem.Message} [{refused.Problem.Code}]";
            return null;
        }
    }

    /// <summary>A row without any value; <see cref="BorrowerProfile.Set(string, FeatureValue)"/> fills it.</summary>
    public BorrowerProfile NewRow() => new(_layout, DateTimeOffset.UnixEpoch);
}
