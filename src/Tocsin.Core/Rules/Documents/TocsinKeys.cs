namespace Tocsin.Core.Rules.Documents;

/// <summary>
/// Closes <c>Properties.tocsin</c> where neither a policy, a table nor <c>warnings.json</c> reads it, so that a key
/// that is misspelt there is an error, too.
/// </summary>
internal static class TocsinKeys
{
    // What any of their readers takes: nobody said what these rules are for.
    private static readonly string[] _keys =
    [
        "reason", "when_unknown", "component", "value", "direction", "baseline", "stale", "family", "strength", "per",
        "applies_when", "actions", "replaces", "clear", "dwell", "result", "draft", "source", "unless",
        "base", "class", "condition", "due", "notches",
    ];

    /// <summary>Closes those of some rules, and of the rules nested in them, that are still open.</summary>
    public static void Close(IReadOnlyList<RuleNode> rules)
    {
        foreach (var rule in rules)
        {
            if (rule.Tocsin is { IsClosed: false } open)
            {
                if (open.Child("family") is not null)
                {
                    open.Warning("INDICATOR_UNNAMED",
                        "This indicator never raises: name its workflow in warnings.json.", "family");
                }

                Close(open);
            }

            Close(rule.Nested);
        }
    }

    private static void Close(DocumentNode node)
    {
        foreach (var key in _keys) node.Child(key);
        _ = node.Bilingual("title");
        foreach (var bin in node.Items("bins"))
        {
            foreach (var key in new[] { "below", "in", "points", "reason" }) bin.Child(key);
            bin.Close();
        }

        if (node.Object("missing") is { } missing)
        {
            missing.Child("points");
            missing.Close();
        }

        node.Close();
    }
}
