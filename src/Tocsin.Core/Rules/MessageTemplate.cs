using System.Text;
using System.Text.Json;
using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules;

/// <summary>
/// What a rule says when it misses: its <c>ErrorMessage</c> with <c>$(…)</c> places, read once and rendered only when
/// asked. Immutable and thread-safe.
/// </summary>
public sealed class MessageTemplate
{
    private readonly IReadOnlyList<MessagePart> _parts;

    internal MessageTemplate(string text, IReadOnlyList<MessagePart> parts)
    {
        Text = text;
        _parts = parts;
    }

    /// <summary>The message as written.</summary>
    public string Text { get; }

    /// <summary>
    /// The message over a profile. A place whose value is unknown, or that names nothing, stays as it is written, as in
    /// RulesEngine.
    /// </summary>
    public string Render(BorrowerProfile profile)
    {
        if (_parts.Count == 0) return Text;
        var text = new StringBuilder();
        foreach (var part in _parts) text.Append(part.Render(profile));
        return text.ToString();
    }
}

/// <summary>A stretch of a message: plain text, or a place with the value that goes there.</summary>
/// <param name="Written">As it is written, the place's <c>$(…)</c> included.</param>
/// <param name="Value">The value of a place; null for plain text.</param>
/// <param name="IsParam">
/// True for a scoped param, whose texts RulesEngine puts in quotes, as JSON; those of an input it does not.
/// </param>
internal sealed record MessagePart(string Written, ValueExpression? Value, bool IsParam)
{
    public string Render(BorrowerProfile profile) => Value?.Evaluate(profile) switch
    {
        null => Written,
        { Type: FeatureType.Text } text => IsParam ? JsonSerializer.Serialize(text.AsText) : text.AsText,
        { Type: FeatureType.Date } date when IsParam => JsonSerializer.Serialize(date.AsDate),
        { Type: FeatureType.Number } number => JsonSerializer.Serialize(number.AsNumber),
        { } other => other.ToCanonicalText(),
    };
}
