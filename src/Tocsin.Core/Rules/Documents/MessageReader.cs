using System.Text.RegularExpressions;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Documents;

/// <summary>Reads the <c>ErrorMessage</c> of a rule.</summary>
internal sealed partial class MessageReader(ExpressionCompiler compiler)
{
    private const int MaximumLength = 4_096;
    private const int MaximumPlaces = 64;

    /// <summary>The message, or null when the rule has none or it is too long.</summary>
    public MessageTemplate? Read(DocumentNode node, ExpressionScope names)
    {
        if (node.Text("ErrorMessage") is not { Length: > 0 } text) return null;
        var places = text.Length > MaximumLength ? [] : Place().Matches(text).ToArray();
        if (text.Length > MaximumLength || places.Length > MaximumPlaces)
        {
            node.Error("MESSAGE_TOO_LONG",
                $"A message has at most {MaximumLength} characters and {MaximumPlaces} places.", "ErrorMessage");
            return null;
        }

        var parts = new List<MessagePart>();
        var at = 0;
        foreach (var place in places)
        {
            if (place.Index > at) parts.Add(new MessagePart(text[at..place.Index], null, false));
            parts.Add(ReadPlace(node, place, names));
            at = place.Index + place.Length;
        }

        if (parts.Count > 0 && at < text.Length) parts.Add(new MessagePart(text[at..], null, false));
        return new MessageTemplate(text, parts);
    }

    private MessagePart ReadPlace(DocumentNode node, Match place, ExpressionScope names)
    {
        var name = place.Groups[1].Value;
        var isParam = names.Scoped.ContainsKey(name);
        var isNamed = isParam || names.Layout.Slots.Any(slot => slot.Name == name)
            || (name.StartsWith("p.", StringComparison.Ordinal) && names.Parameters.ContainsKey(name[2..]));
        if (isNamed) return new MessagePart(place.Value, compiler.CompileValue(name, names), isParam);
        if (!names.Refused.Contains(name))
        {
            node.Warning("PLACE_UNKNOWN", $"'{place.Value}' names no value and stays as it is written."
                + NearestName.Hint(name, names.Names), "ErrorMessage");
        }

        return new MessagePart(place.Value, null, false);
    }

    [GeneratedRegex(@"\$\((.*?)\)")]
    private static partial Regex Place();
}
