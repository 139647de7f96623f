using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>A classification for people: what each exposure is, by which rows, and what is missing.</summary>
internal static class ClassificationReport
{
    /// <summary>Writes a classification.</summary>
    public static void Write(TerminalPage page, ClassifyExposuresResponse answer, TimeZoneInfo local)
    {
        if (answer.Size is { } size) page.Fact("size", ResultOf(size));
        if (answer.Degraded) page.Fact("degraded", "the store did not answer: nothing is complete", "yellow");
        if (answer.UsesDrafts) page.Fact("drafts", "rows that nobody has confirmed count", "yellow");
        page.Fact("rule set", RuleSetText.Of(answer.RuleSet));
        page.Fact("as of", MomentText.Text(answer.AsOf, local));
        page.Table("Exposures", ["exposure", "category", "title", "booked", "stage", "renewal", "why so"],
            answer.Exposures.Select(exposure => new[]
            {
                exposure.ExposureId, TextOf(exposure.Category, exposure.Complete), TitleText.Of(exposure.CategoryTitle),
                exposure.CategoryBooked, ResultOf(exposure.Stage), ResultOf(exposure.Renewal), WhyOf(exposure),
            }));
        page.Table("Rows", ["exposure", "table", "row", "outcome", "result", "title"],
            AnswersOf(answer).SelectMany(of => of.Answer.Rows.Select(row => RowOf(of.Exposure, of.Answer, row))));
        page.Table("Needed", ["exposure", "feature", "why", "title"],
            NeededOf(answer).Distinct().Select(of => new[]
            {
                of.Exposure, $"{of.Needed.View}.{of.Needed.Feature}", EnumText.Of(of.Needed.Reason),
                TitleText.Of(of.Needed.Title),
            }));
        if (answer.Exposures.Count == 0) page.Line("The borrower has no open exposure.");
        page.WriteFacts();
    }

    private static string TextOf(string result, bool isComplete) =>
        result.Length == 0 ? "unknown" : isComplete ? result : $"at least {result}";

    private static string ResultOf(TableAnswer? answer)
    {
        if (answer is null) return "";
        // Of a table without an order, several are possible and none is the least.
        var text = answer.Result.Length == 0 && answer.Possible.Count > 0
            ? string.Join(" or ", answer.Possible) : TextOf(answer.Result, answer.Complete);
        return DraftOf(answer) is { } draft ? $"{text} ({draft})" : text;
    }

    private static string? DraftOf(TableAnswer? answer) => answer is { ResultWithDrafts.Length: > 0 }
        ? $"draft: would be {TextOf(answer.ResultWithDrafts, answer.CompleteWithDrafts)}" : null;

    private static string WhyOf(ExposureClassification exposure)
    {
        string?[] parts =
        [
            exposure.RaisedByContagion ? "raised by the borrower's other exposures" : null,
            exposure.Upgrade switch
            {
                CategoryUpgrade.Held => $"held: the tables say {exposure.CategoryAnswer?.Result}",
                CategoryUpgrade.Proven => "better than booked, and proven",
                CategoryUpgrade.BookedUnknown => "what is booked is unknown",
                _ => null,
            },
            DraftOf(exposure.CategoryAnswer),
        ];
        return string.Join("; ", parts.OfType<string>());
    }

    private static IEnumerable<(string Exposure, TableAnswer Answer)> AnswersOf(ClassifyExposuresResponse answer) =>
        answer.Exposures.SelectMany(exposure =>
                new[] { exposure.CategoryAnswer, exposure.Stage, exposure.Renewal }.OfType<TableAnswer>()
                    .Select(of => (exposure.ExposureId, of)))
            .Concat(answer.Size is { } size ? [("", size)] : []);

    private static IEnumerable<(string Exposure, NeededFeature Needed)> NeededOf(ClassifyExposuresResponse answer) =>
        answer.Exposures.SelectMany(exposure => exposure.Needed.Select(needed => (exposure.ExposureId, needed)))
            .Concat(AnswersOf(answer).SelectMany(of => of.Answer.Needed.Select(needed => (of.Exposure, needed))));

    private static string[] RowOf(string exposure, TableAnswer answer, TableRow row) =>
    [
        exposure, answer.Table, row.Rule, EnumText.Of(row.Outcome),
        row.Counts ? row.Result : $"draft: would be {row.Result}", TitleText.Of(row.Title),
    ];
}
