using Tocsin.Cli.Journaling;
using Tocsin.Cli.Values;
using Tocsin.Core.Monitoring;

namespace Tocsin.Cli.Reports;

/// <summary>What journaled decisions tell of a model.</summary>
internal static class JournalModelReport
{
    /// <summary>Writes the report for people at a terminal.</summary>
    public static void Write(TerminalPage page, JournalModelResult result)
    {
        foreach (var (name, value) in Facts(result)) page.Fact(name, value);
        ModelTables.Write(page, [result.Part]);
    }

    /// <summary>The report for programs, on one line.</summary>
    public static string Json(JournalModelResult result)
    {
        var model = result.Part.Report.Model;
        return JsonText.OfObject(new
        {
            model.Product,
            model.RuleSetDigest,
            result.RuleSets,
            result.OtherRules,
            result.Read,
            ProductUnknown = result.Foreign,
            result.Repeated,
            HorizonMonths = result.Months,
            result.HasOutcomes,
            PsiFloor = StabilityIndex.Floor,
            Parts = new[] { ModelJson.Of(result.Part) },
        });
    }

    /// <summary>What the report is about, in pairs of a name and a value.</summary>
    public static IEnumerable<(string Name, string Value)> Facts(JournalModelResult result)
    {
        var model = result.Part.Report.Model;
        yield return ("product", model.Product);
        yield return ("rule set", model.RuleSetDigest);
        if (result.OtherRules > 0)
        {
            yield return ("other rules", $"{CountText.Of(result.OtherRules, "decision")} of other rule sets; "
                + $"{CountText.Of(result.RuleSets, "rule set")} decided in all");
        }

        yield return ("journal", CountText.Of(result.Read, "decision"));
        if (result.Foreign > 0)
            yield return ("left out", $"{CountText.Of(result.Foreign, "decision")} whose product cannot be told");
        if (result.Repeated > 0)
        {
            yield return ("repeats",
                $"{CountText.Of(result.Repeated, "decision")} whose request comes again within 24 h");
        }

        yield return ("defaulted", "a default is recorded within " + Horizon(result.Months));
        yield return ("paid", "booked, and the horizon has passed without a default; all others are unknown");
        yield return ("overrides", result.HasOutcomes
            ? "of decisions of which none is recorded, the model's outcome held"
            : "unknown: nothing that became of a decision is recorded");
        yield return ("PSI", ModelText.PsiRule);
    }

    private static string Horizon(int? months) => months is { } given
        ? $"{CountText.Of(given, "month")} of being booked"
        : "the score's horizon from being booked; over the life of the loan, within its term";
}
