using Tocsin.Cli.Journaling;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>What verifying a journal found, for people.</summary>
internal static class JournalVerificationReport
{
    /// <summary>Writes what was read, what is wrong, and whether the journal is sound.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="answer">What was found.</param>
    /// <param name="folder">The folder; null where the server verified its own.</param>
    /// <param name="local">The zone of moments.</param>
    public static void Write(TerminalPage page, VerifyJournalResponse answer, string? folder, TimeZoneInfo local)
    {
        page.Fact("instance", answer.Instance);
        page.Fact("folder", folder);
        page.Fact("read", $"{CountText.Of(answer.Groups, "group")}, {answer.Entries} entries");
        page.Fact("anchor", AnchorOf(answer, folder is null, local));
        page.Table("Findings", ["finding", "what", "group", "where"], answer.Problems.Select(problem => new[]
        {
            JournalProblems.NameOf(problem), problem.Message, problem.Group == 0 ? "-" : $"{problem.Group}",
            JournalProblems.PlaceOf(problem),
        }));
        if (answer.Truncated) page.Line("There are more findings than are listed.", "yellow");
        if (answer.Sound) page.Line("The journal is sound.", "green");
        else page.Line("The journal is DAMAGED.", "bold red");
    }

    private static string AnchorOf(VerifyJournalResponse answer, bool isServer, TimeZoneInfo local)
    {
        if (answer.Anchor is { } anchor)
            return $"group {anchor.Group}, noted {MomentText.Text(anchor.NotedAt, local)}";
        if (answer.AnchoredGroup > 0) return $"group {answer.AnchoredGroup}";
        return isServer ? "the store has none" : "not compared: a cut end cannot be told";
    }
}
