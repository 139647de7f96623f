using System.Linq.Expressions;
using System.Text;
using System.Text.RegularExpressions;
using Tocsin.Core.Features;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>
/// Replaces the names of an expression by plain identifiers that the parser takes as typed variables: dotted names,
/// views called <c>input1</c> and names of any shape then need no generated types, and every occurrence can have the
/// type it needs. Dynamic LINQ takes <c>x == null</c>, <c>x.HasValue</c> and <c>x ?? d</c> only of nullable types, and
/// <c>!x</c> and <c>Math.Max(x, 1)</c> only of plain ones.
/// </summary>
internal sealed partial class ExpressionNames
{
    // A view, a dot, a feature, and what is asked of it.
    private const int LongestName = 512;
    private const int LongestMessage = 500;

    private static readonly HashSet<string> _words = new(StringComparer.OrdinalIgnoreCase)
    {
        "and", "or", "not", "true", "false", "null", "in", "iif", "np",
        "mod", "eq", "ne", "neq", "lt", "gt", "le", "ge",
    };

    private static readonly HashSet<string> _hosts = new(StringComparer.Ordinal)
    {
        "Fn", "Math", "String", "string", "DateOnly",
    };

    private readonly ExpressionScope _scope;
    private readonly IReadOnlyList<ExpressionToken> _tokens;
    private readonly Dictionary<string, NamedVariable> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _identifiers = new(StringComparer.Ordinal);
    private readonly List<(int Rewritten, int Original)> _map = [];
    private readonly StringBuilder _text = new();

    private ExpressionNames(IReadOnlyList<ExpressionToken> tokens, ExpressionScope scope)
    {
        _tokens = tokens;
        _scope = scope;
    }

    /// <summary>The expression with plain identifiers.</summary>
    public string Text => _text.ToString();

    /// <summary>What the identifiers stand for, by identifier.</summary>
    public IReadOnlyDictionary<string, NamedVariable> Variables => _variables;

    /// <summary>Replaces the names.</summary>
    /// <exception cref="ExpressionRefusedException">A name is not known.</exception>
    public static ExpressionNames Resolve(IReadOnlyList<ExpressionToken> tokens, ExpressionScope scope)
    {
        var names = new ExpressionNames(tokens, scope);
        for (var i = 0; i < tokens.Count; i++) names.Append(i);
        return names;
    }

    /// <summary>
    /// What the parser says of our identifiers, said of features. Names are put in once: a feature called after our
    /// identifiers would else be replaced within what replaced it, and grow without end.
    /// </summary>
    public string Readable(string message)
    {
        var start = message.Length > LongestMessage ? message[..LongestMessage] : message;
        return Identifier().Replace(
            start, match => _variables.TryGetValue(match.Value, out var variable) ? variable.Name : match.Value);
    }

    /// <summary>The column, from 1, in the expression as written, of a position in <see cref="Text"/>.</summary>
    public int ColumnOf(int position)
    {
        var (rewritten, original) = _map.LastOrDefault(pair => pair.Rewritten <= position);
        return original + Math.Max(0, position - rewritten) + 1;
    }

    private void Append(int index)
    {
        var token = _tokens[index];
        // A space between tokens keeps words apart; columns are mapped back.
        if (_text.Length > 0) _text.Append(' ');
        _map.Add((_text.Length, token.Start));
        if (IsNullDefault(index)) return;
        if (token.Text is "," && IsNullDefault(index - 3)) _text.Append("??");
        else if (token.Kind == ExpressionTokenKind.Number) _text.Append(NumberText.Of(token.Text));
        else _text.Append(token.Kind == ExpressionTokenKind.Name && !IsMember(index) ? Replace(index) : token.Text);
    }

    // The parser takes np(x, d) of a variable for x alone: "np(x, d)" is written "(x ?? d)", and "np(x)" is "(x)".
    private bool IsNullDefault(int index) =>
        index >= 0 && index + 3 < _tokens.Count && _tokens[index].IsWord("np") && At(index + 1) is "("
        && (At(index + 3) is "," or ")") && IsInput(_tokens[index + 2].Text);

    private bool IsInput(string name) => !_scope.Scoped.ContainsKey(name) && _scope.Layout.Find(name) is not null;

    // The name after "(…)." or "[…]." is a member of what stands before it.
    private bool IsMember(int index) => index > 0 && _tokens[index - 1].Text == ".";

    private string Replace(int index)
    {
        var token = _tokens[index];
        if (_words.Contains(token.Text)) return token.Text;
        var segments = token.Text.Length > LongestName ? [] : token.Text.Split('.');
        for (var length = segments.Length; length > 0; length--)
        {
            var name = string.Join('.', segments[..length]);
            var rest = token.Text[name.Length..];
            if (Variable(name, rest, index) is { } variable) return variable + rest;
        }

        if (segments.Length > 0 && _hosts.Contains(segments[0])) return token.Text;
        throw new ExpressionRefusedException("NAME_UNKNOWN", token.Start + 1,
            $"'{token.Text}' is no feature, parameter or function that expressions may use."
            + NearestName.Hint(token.Text, _scope.Names));
    }

    private string? Variable(string name, string rest, int index)
    {
        if (_scope.Refused.Contains(name))
            throw new ExpressionRefusedException(ExpressionProblem.ParamRefused, 0, $"'{name}' has a problem itself.");
        if (_scope.Scoped.TryGetValue(name, out var meaning))
            return Declare(name, new NamedVariable(name, meaning.Type, null, null, meaning));
        if (name.StartsWith("p.", StringComparison.Ordinal) && _scope.Parameters.TryGetValue(name[2..], out var value))
            return Declare(name, new NamedVariable(name, InputType.Of(value.Type, false), null, value, null));
        if (_scope.Layout.Find(name) is not { } slot) return null;
        var nullable = IsNullTested(rest, index) && slot.Type != FeatureType.Text;
        var type = InputType.Of(slot.Type, nullable);
        return Declare(nullable ? slot.Name + "?" : slot.Name, new NamedVariable(slot.Name, type, slot, null, null));
    }

    private string Declare(string key, NamedVariable variable)
    {
        // Numbers keep names apart that differ by case alone, which the parser does not tell apart.
        if (_identifiers.TryGetValue(key, out var known)) return known;
        var identifier = $"t_{_identifiers.Count}_";
        _identifiers[key] = identifier;
        _variables[identifier] = variable;
        return identifier;
    }

    private bool IsNullTested(string rest, int index)
    {
        if (rest is ".HasValue" or ".Value") return true;
        if (rest.Length > 0) return false;
        return At(index + 1) is "??"
            || (IsEquality(index + 1) && IsNull(index + 2))
            // In "x == null == y" the null belongs to x.
            || (IsEquality(index - 1) && IsNull(index - 2) && !IsEquality(index - 3))
            || (At(index + 1) is "," && IsNullDefault(index - 2));
    }

    private bool IsEquality(int index) => At(index) is "==" or "=" or "!=" or "<>";

    private string At(int index) => index >= 0 && index < _tokens.Count ? _tokens[index].Text : "";

    private bool IsNull(int index) => index >= 0 && index < _tokens.Count && _tokens[index].IsWord("null");

    [GeneratedRegex("t_[0-9]+_")]
    private static partial Regex Identifier();
}

/// <summary>
/// What an identifier stands for: exactly one of an input, a parameter's value, or a scoped param's meaning.
/// </summary>
internal sealed record NamedVariable(
    string Name, Type Type, InputSlot? Slot, FeatureValue? Constant, Expression? Meaning);
