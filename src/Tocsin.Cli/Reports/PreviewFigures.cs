using System.Globalization;
using Tocsin.Cli.Previewing;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>What a preview came to, for people at a terminal.</summary>
internal static class PreviewFigures
{
    /// <summary>Writes the sentences, the facts, the tables and the first borrowers.</summary>
    public static void Write(TerminalPage page, Preview preview, int listed, TimeZoneInfo local)
    {
        page.Line(PreviewSummary.Headline(preview), "bold");
        foreach (var note in PreviewSummary.Notes(preview)) page.Line(note);
        foreach (var (name, value) in Facts(preview, local)) page.Fact(name, value);
        foreach (var table in PreviewTables.All(preview.Report)) page.Table(table.Title, table.Columns, table.Rows);
        PreviewList.Write(page, preview, listed);
        page.WriteFacts();
    }

    /// <summary>Writes why there is no preview, the problems as a check of the files writes them.</summary>
    public static void Write(TerminalPage page, PreviewRejection rejection)
    {
        RuleProblemReport.Write(page, rejection.Problems);
        var more = rejection.Truncated ? "; there are more problems" : "";
        page.Line($"These rules cannot be activated; nothing was previewed{more}.", "red");
        page.Fact("digest", rejection.Digest);
        page.WriteFacts();
    }

    /// <summary>What was compared and on whom, in pairs of a name and a value.</summary>
    public static IEnumerable<(string Name, string Value)> Facts(Preview preview, TimeZoneInfo local)
    {
        var report = preview.Report;
        yield return ("live", RuleSetText.Of(report.Live));
        string[] candidate = [report.Name, report.Revision.Length > 0 ? $"revision {report.Revision}" : "",
            $"digest {RuleSetText.Short(report.Candidate?.Digest ?? "")}"];
        yield return ("candidate", string.Join(", ", candidate.Where(part => part.Length > 0)));
        yield return ("on", On(preview.Asked, local));
        if (preview.Asked.Borrowers is { WithoutDecisions: false } borrowers)
            yield return ("asked for", Application(borrowers.Application));
        yield return ("began", MomentText.Text(report.StartedAt, local));
        if (report.Times is { } times)
        {
            yield return ("took", $"{PreviewText.Of(times.Whole)}: rules {PreviewText.Of(times.Rules)}, reading and "
                + $"resting {PreviewText.Of(times.Reading)}, evaluating {PreviewText.Of(times.Evaluating)}");
        }
    }

    private static string On(PreviewOptions asked, TimeZoneInfo local)
    {
        if (asked.Journal is { } journal)
        {
            var product = journal.Product.Length > 0 ? $"decisions of {journal.Product}" : "decisions";
            var from = journal.From is null ? "the journal's beginning" : MomentText.Text(journal.From, local);
            var until = journal.Until is null ? "now" : MomentText.Text(journal.Until, local);
            return $"journaled {product}, from {from} until before {until}";
        }

        var borrowers = asked.Borrowers ?? new PreviewedBorrowers();
        var share = borrowers.Share is 0 or 1 ? "every stored borrower"
            : string.Create(CultureInfo.InvariantCulture, $"{borrowers.Share * 100:0.##} % of the stored borrowers");
        return share + (borrowers.WithoutWarnings ? ", without warnings" : "")
            + (borrowers.WithoutDecisions ? ", without decisions" : "");
    }

    private static string Application(PreviewedApplication? application)
    {
        if (application is null) return "what each open exposure was booked with";
        string[] parts =
        [
            application.Product,
            application.Kind == ApplicationKind.Unspecified ? "" : EnumText.Of(application.Kind),
            application.Amount is null ? "" : MoneyAmount.Text(application.Amount),
            application.TermMonths == 0 ? "" : CountText.Of(application.TermMonths, "month"),
            application.Purpose.Length == 0 ? "" : $"purpose {application.Purpose}",
        ];
        return string.Join(", ", parts.Where(part => part.Length > 0));
    }
}
