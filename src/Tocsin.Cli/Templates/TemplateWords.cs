using System.Globalization;
using System.Text.Json;
using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Cli.Templates;

/// <summary>What the words of a template stand for, so that what is written loads where it is put.</summary>
internal static class TemplateWords
{
    /// <summary>The words of a new rule set.</summary>
    public static IReadOnlyDictionary<string, string> OfNewRuleSet(string name, DateOnly today) =>
        Dates(name, today);

    /// <summary>The words of a file that goes into a rule set: features, reasons and families that it has.</summary>
    /// <exception cref="CommandFailedException">The rule set has no number that a rule could read.</exception>
    public static IReadOnlyDictionary<string, string> Of(RuleSet set, string name, DateOnly today)
    {
        var features = set.Catalogue.Views.SelectMany(view => view.Features)
            .Where(feature => !feature.IsLabel).ToList();
        var number = features.Find(feature => feature.Type is FeatureType.Number or FeatureType.Integer)
            ?? throw CommandFailedException.Usage("features.json has no number that a rule could read; add one first.");
        return new Dictionary<string, string>(Dates(name, today), StringComparer.Ordinal)
        {
            ["number"] = number.FullName,
            ["features"] = string.Join(",\n      ", features.Select(feature => $"{Quoted(feature.FullName)}: null")),
            ["action"] = First(set.Actions.Keys),
            ["family"] = First(set.Families.Keys),
            ["rating_scale"] = set.Policies.Count == 0
                ? "" : Escaped(set.Policies.Values.MinBy(policy => policy.Product)!.RatingScale.Name),
            ["knock_out_reason"] = Reason(set, ReasonKind.KnockOut),
            ["score_reason"] = Reason(set, ReasonKind.Score),
            ["policy_reason"] = Reason(set, ReasonKind.Policy),
            ["unknown_reason"] = Reason(set, ReasonKind.Unknown),
        };
    }

    private static Dictionary<string, string> Dates(string name, DateOnly today) => new(StringComparer.Ordinal)
    {
        ["name"] = name,
        ["today"] = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["year"] = today.Year.ToString(CultureInfo.InvariantCulture),
        ["review_date"] = today.AddYears(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    // Of its kind where there is one: the author sees at once which code to put there.
    private static string Reason(RuleSet set, ReasonKind kind)
    {
        var alike = set.Reasons.Values.Where(reason => reason.Kind == kind).Select(reason => reason.Code).ToList();
        return First(alike.Count > 0 ? alike : set.Reasons.Keys);
    }

    // A rule set that has none is told so when the file is checked before it is written.
    private static string First(IEnumerable<string> codes) =>
        Escaped(codes.Order(StringComparer.Ordinal).FirstOrDefault() ?? "none");

    private static string Quoted(string text) => $"\"{Escaped(text)}\"";

    private static string Escaped(string text) => JsonEncodedText.Encode(
        text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
}
