using Tocsin.Cli.Previewing;
using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>What a preview came to, in sentences that a manager reads without the tables.</summary>
internal static class PreviewSummary
{
    /// <summary>How many would differ, in one sentence.</summary>
    public static string Headline(Preview preview)
    {
        var report = preview.Report;
        if (report.Borrowers == 0 && preview.Decisions == 0)
        {
            return preview.IsOfJournal
                ? (preview.Report.Gaps.Count > 0
                    ? "No journaled decision of this period could be decided again: what would change is not known."
                    : "The journal of this instance has no decision of this period: what would change is not known.")
                : "No borrower was looked at: what would change is not known.";
        }

        var who = preview.IsOfJournal ? $"{Borrowers(report.Borrowers)} with journaled decisions"
            : Borrowers(report.Borrowers);
        string[] parts = [$"Of {who} {Differing(preview)}", Decisions(preview)];
        return string.Join("; ", parts.Where(part => part.Length > 0)) + ".";
    }

    /// <summary>What else there is to know before the tables, a sentence each.</summary>
    public static IEnumerable<string> Notes(Preview preview)
    {
        foreach (var note in Warnings(preview.Report.Warnings)) yield return note;
        foreach (var product in preview.Report.Decisions.Where(product => product.Asked > 0))
        {
            var (before, after) = (product.Before?.Approved ?? 0, product.After?.Approved ?? 0);
            if (before != after)
            {
                yield return $"{product.Product}: {PreviewText.Count(after)} of {PreviewText.Count(product.Asked)} "
                    + $"would be approved, {PreviewText.Count(before)} are now.";
            }
        }

        var gaps = preview.Report.Gaps.Sum(gap => gap.Count);
        if (gaps > 0) yield return $"Not previewed: {PreviewText.Count(gaps)}; the table of gaps says why.";
        if (preview.Report.UnaskedProducts is { Count: > 0 } unasked)
        {
            yield return $"Not asked, though the candidate may decide them otherwise: {string.Join(", ", unasked)}; "
                + (preview.IsOfJournal ? "no decision of them is journaled; --product without --journal asks."
                    : "--product asks.");
        }
    }

    private static string Differing(Preview preview)
    {
        var differing = preview.Report.Differing;
        if (differing == 0) return "none would differ";
        var share = PreviewText.Share(differing, preview.Report.Borrowers);
        var text = $"{PreviewText.Count(differing)} ({share}) would differ";
        if (preview.Report.Warnings is null or { SameRules: true }) return text;
        var (rising, falling) = (preview.Rising, preview.Falling);
        if (rising + falling == 0) return $"{text}, none of them in its level";
        return $"{text}: {PreviewText.Count(rising)} {(rising == 1 ? "rises" : "rise")}, "
            + $"{PreviewText.Count(falling)} {(falling == 1 ? "falls" : "fall")}";
    }

    private static string Decisions(Preview preview)
    {
        var (asked, changed) = (preview.Decisions, preview.ChangedDecisions);
        if (asked == 0) return preview.IsWithoutDecisions ? "" : "no decision was asked";
        if (changed == 0) return $"of {PreviewText.Count(asked, "decision")} none would be another one";
        var outcomes = preview.Report.Decisions.Sum(product => product.Parts?.Outcome ?? 0);
        return $"{PreviewText.Count(changed)} of {PreviewText.Count(asked, "decision")} would be another one, "
            + $"{PreviewText.Count(outcomes)} of them in the outcome";
    }

    private static IEnumerable<string> Warnings(WarningsPreview? warnings)
    {
        if (warnings is null) yield break;
        if (warnings.SameRules)
        {
            yield return "Both rule sets give every borrower the same warnings: an activation calls for no review.";
            yield break;
        }

        if (warnings.Changes == 0)
        {
            yield return "An activation would stream no change of a warning.";
            yield break;
        }

        var due = warnings.DueAnyway == 0 ? "" : $"; {PreviewText.Count(warnings.DueAnyway)} of them "
            + $"{(warnings.DueAnyway == 1 ? "is" : "are")} due anyway, whether it comes or not";
        yield return $"An activation would stream {PreviewText.Count(warnings.Changes, "change")} of "
            + $"{Borrowers(warnings.Borrowers)}{due}.";
        if (Kinds(warnings) is { Length: > 0 } kinds) yield return $"Of warnings: {kinds}.";
        if (warnings.Watchlisted + warnings.Unwatchlisted > 0)
        {
            yield return $"{Borrowers(warnings.Watchlisted)} would come on the watch list, "
                + $"{PreviewText.Count(warnings.Unwatchlisted)} would go off it.";
        }
    }

    // What becomes of warnings; the watch list has a sentence of its own.
    private static string Kinds(WarningsPreview warnings) => string.Join(
        ", ", warnings.Counts.Where(count => count.Indicator.Length > 0).GroupBy(count => count.Kind)
            .OrderBy(kind => kind.Key)
            .Select(kind => $"{PreviewText.Count(kind.Sum(count => count.Count))} {PreviewText.Of(kind.Key)}"));

    private static string Borrowers(long count) => PreviewText.Count(count, "borrower");
}
