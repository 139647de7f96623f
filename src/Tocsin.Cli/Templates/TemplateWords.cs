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
    /// <param name="set">The rule set.</param>
    /// <param name="name">What the file's rule or workflow is called.</param>
    /// <param name="asked">The feature that is asked for; null takes the first that serves.</param>
    /// <param name="today">The day of today.</param>
    /// <exception cref="CommandFailedException">The rule set has no number that a rule could read.</exception>
    public static IReadOnlyDictionary<string, string> Of(
        RuleSet set, string name, FeatureDefinition? asked, DateOnly today)
    {
        var features = set.Catalogue.Views.SelectMany(view => view.Features)
            .Where(feature => !feature.IsLabel).ToList();
        var number = asked ?? features.Find(TemplateFeature.IsNumber)
            ?? throw CommandFailedException.Usage("features.json has no number that a rule could read; add one first.");
        if (asked is not null) features = [asked];
        var isWorseUp = number.Worse == "up";
        return new Dictionary<string, string>(Dates(name, today), StringComparer.Ordinal)
        {
            ["number"] = number.FullName,
            ["title_zh"] = Title(asked?.Title.Zh, name),
            ["title_en"] = Title(asked?.Title.En, name),
            ["worse"] = isWorseUp ? ">" : "<",
            ["better"] = isWorseUp ? "<" : ">",
            ["cleared"] = isWorseUp ? "1" : "3",
            ["worst"] = isWorseUp ? "3" : "1",
            ["direction"] = isWorseUp ? "down" : "up",
            ["first_points"] = isWorseUp ? "20" : "0",
            ["last_points"] = isWorseUp ? "0" : "20",
            ["features"] = string.Join(",\n      ", features.Select(feature => $"{Quoted(feature.FullName)}: null")),
            ["action"] = First(set.Actions.Keys),
            ["family"] = FamilyOf(set, number),
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

    // Indicators that read one view are mostly of one family.
    private static string FamilyOf(RuleSet set, FeatureDefinition feature)
    {
        var near = set.Indicators
            .Where(indicator => indicator.Reads.Any(slot => slot.Feature?.View == feature.View))
            .GroupBy(indicator => indicator.Family).MaxBy(family => family.Count());
        return near is null ? First(set.Families.Keys) : Escaped(near.Key);
    }

    private static string Title(string? title, string name) => string.IsNullOrEmpty(title) ? name : Escaped(title);

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
