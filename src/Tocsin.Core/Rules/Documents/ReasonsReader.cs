using Tocsin.Core.Decisions;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Documents;

/// <summary>Reads <c>reasons.json</c>, and the titles of other coded things.</summary>
internal static class ReasonsReader
{
    public static Dictionary<string, ReasonDefinition> Read(DocumentNode node)
    {
        var reasons = new Dictionary<string, ReasonDefinition>(StringComparer.Ordinal);
        foreach (var item in node.Items("reasons"))
        {
            var code = item.RequiredName("code");
            var reason = new ReasonDefinition(
                code, Kind(item), Audience(item), item.Text("shown_as") ?? "", item.Bilingual("text"));
            if (!reasons.TryAdd(code, reason))
                item.Error("NAME_DUPLICATE", $"There are two reasons with the code '{code}'.", "code");
            if (reason.Text.Zh.Length == 0 || reason.Text.En.Length == 0)
                item.Error("KEY_MISSING", $"The reason {code} needs a text in Chinese and in English.", "text");
            item.Close();
        }

        foreach (var reason in reasons.Values.Where(reason => reason.ShownAs.Length > 0))
        {
            if (!reasons.ContainsKey(reason.ShownAs))
                node.Error("REASON_UNKNOWN", $"{reason.Code} is shown as '{reason.ShownAs}', which is no reason."
                    + NearestName.Hint(reason.ShownAs, reasons.Keys));
        }

        node.Close();
        return reasons;
    }

    /// <summary>The titles of coded things, such as families, under a key.</summary>
    public static Dictionary<string, BilingualText> ReadTitles(DocumentNode node, string key)
    {
        var titles = new Dictionary<string, BilingualText>(StringComparer.Ordinal);
        foreach (var item in node.Items(key))
        {
            var code = item.RequiredName("code");
            if (!titles.TryAdd(code, item.Bilingual("title")))
                item.Error("NAME_DUPLICATE", $"The code '{code}' stands twice.", "code");
            item.Close();
        }

        return titles;
    }

    private static ReasonKind Kind(DocumentNode item) =>
        item.Choice("kind", "policy", "knock_out", "unknown", "policy", "score", "limit") switch
        {
            "knock_out" => ReasonKind.KnockOut,
            "unknown" => ReasonKind.Unknown,
            "score" => ReasonKind.Score,
            "limit" => ReasonKind.Limit,
            _ => ReasonKind.Policy,
        };

    // Who is not said to may not see it.
    private static ReasonAudience Audience(DocumentNode item) =>
        item.Choice("audience", "restricted", "owner", "staff", "restricted") switch
        {
            "owner" => ReasonAudience.Owner,
            "staff" => ReasonAudience.Staff,
            _ => ReasonAudience.Restricted,
        };
}
