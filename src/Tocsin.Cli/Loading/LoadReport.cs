using Tocsin.Cli.Reports;

namespace Tocsin.Cli.Loading;

/// <summary>What became of a file, for people and for programs.</summary>
internal static class LoadReport
{
    /// <summary>The summary as one line of JSON.</summary>
    public static string Json(LoadSummary summary) => JsonText.OfObject(
        new
        {
            summary.Rows,
            summary.Applied,
            summary.Repeated,
            summary.IgnoredOlder,
            summary.Refused,
            summary.Unanswered,
            summary.Refusals,
        });

    /// <summary>Writes the summary and the refused rows.</summary>
    public static void Write(TerminalPage page, LoadSummary summary)
    {
        page.Table("Refused rows", ["line", "column", "reason", "what is wrong"], summary.Refusals.Select(refusal =>
            new[] { $"{refusal.Line}", refusal.Column, refusal.Reason, refusal.Message }));
        page.Fact("rows", $"{summary.Rows}");
        page.Fact("applied", $"{summary.Applied}", "green");
        if (summary.Repeated > 0) page.Fact("stored already", $"{summary.Repeated}");
        if (summary.IgnoredOlder > 0) page.Fact("older than stored", $"{summary.IgnoredOlder}");
        if (summary.Refused > 0) page.Fact("refused", $"{summary.Refused}", "red");
        if (summary.Unanswered > 0) page.Fact("without an answer", $"{summary.Unanswered}", "yellow");
        page.WriteFacts();
    }
}
