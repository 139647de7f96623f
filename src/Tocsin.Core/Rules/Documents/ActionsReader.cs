using Tocsin.Core.Features;
using Tocsin.Core.Warnings;

namespace Tocsin.Core.Rules.Documents;

/// <summary>Reads <c>actions.json</c>.</summary>
internal static class ActionsReader
{
    /// <summary>The actions by code.</summary>
    public static Dictionary<string, ActionDefinition> Read(DocumentNode node)
    {
        var actions = new Dictionary<string, ActionDefinition>(StringComparer.Ordinal);
        foreach (var item in node.Items("actions"))
        {
            var code = item.RequiredName("code");
            var sets = item.Text("sets") ?? "";
            var action = new ActionDefinition(code, item.Bilingual("title"))
            {
                Flag = ReadFlag(item, sets),
                AutomaticFrom = ReadLevel(item),
            };
            if (!actions.TryAdd(code, action))
                item.Error("NAME_DUPLICATE", $"The code '{code}' stands twice.", "code");
            if (action.Flag.Length > 0 && actions.Values.Any(other => other != action && other.Flag == action.Flag))
                item.Error("NAME_DUPLICATE", $"Two actions set {sets}.", "sets");
            item.Close();
        }

        node.Close();
        return actions;
    }

    private static string ReadFlag(DocumentNode item, string sets)
    {
        const string start = ServerViews.Warnings + ".";
        if (sets.StartsWith(start, StringComparison.Ordinal)) return sets[start.Length..];
        if (sets.Length > 0)
            item.Error("VALUE_INVALID", $"'{sets}' is no flag of the warnings, such as {start}limit_frozen.", "sets");
        return "";
    }

    private static WarningLevel ReadLevel(DocumentNode item)
    {
        if (item.Text("automatic_from") is not { } text) return WarningLevel.None;
        if (WarningsReader.Levels.TryGetValue(text, out var level)) return level;
        item.Error("LEVEL_UNKNOWN", $"'{text}' is no level: blue, yellow, orange or red.", "automatic_from");
        return WarningLevel.None;
    }
}
