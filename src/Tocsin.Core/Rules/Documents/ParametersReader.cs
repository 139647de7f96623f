using System.Text.Json;
using Tocsin.Core.Features;

namespace Tocsin.Core.Rules.Documents;

/// <summary>Reads <c>parameters.json</c>.</summary>
internal static class ParametersReader
{
    public static Dictionary<string, RuleParameter> Read(DocumentNode node)
    {
        var parameters = new Dictionary<string, RuleParameter>(StringComparer.Ordinal);
        foreach (var item in node.Items("parameters"))
        {
            var name = item.RequiredText("name");
            if (name.Length > 0 && !NameRules.IsIdentifier(name))
                item.Error("NAME_INVALID", $"'{name}' is no parameter's name: letters, digits and underscores.", "name");
            var parameter = new RuleParameter(
                name, ReadValue(item), item.Text("unit") ?? "", item.Text("source") ?? "", item.Text("owner") ?? "",
                ManifestReader.Date(item, "review_date"));
            _ = item.Bilingual("title");
            if (!parameters.TryAdd(name, parameter))
                item.Error("NAME_DUPLICATE", $"There are two parameters called '{name}'.", "name");
            item.Close();
        }

        node.Close();
        return parameters;
    }

    // A number is a double unless the file says integer: 0.5 * p.days must not truncate because somebody wrote 30.
    private static FeatureValue ReadValue(DocumentNode item)
    {
        var type = item.Choice("type", "", "number", "integer", "flag", "text", "date");
        if (item.Child("value") is not { } node)
        {
            item.Error("KEY_MISSING", "'value' is required.", "value");
            return default;
        }

        switch (node.Element.ValueKind)
        {
            case JsonValueKind.Number when type == "integer" && node.Element.TryGetInt32(out var integer):
                return FeatureValue.OfInteger(integer);
            case JsonValueKind.Number when type is "" or "number" && double.IsFinite(node.Element.GetDouble()):
                return FeatureValue.OfNumber(node.Element.GetDouble());
            case JsonValueKind.True or JsonValueKind.False when type is "" or "flag":
                return FeatureValue.OfFlag(node.Element.GetBoolean());
            case JsonValueKind.String when type == "date" && ManifestReader.TryDate(node.Element.GetString()!, out var date):
                return FeatureValue.OfDate(date);
            case JsonValueKind.String when type is "" or "text"
                && node.Element.GetString()!.Length <= FeatureValue.MaximumTextLength:
                return FeatureValue.OfText(node.Element.GetString()!);
            default:
                item.Error("VALUE_TYPE", "The value is not of the parameter's type.", "value");
                return default;
        }
    }
}
