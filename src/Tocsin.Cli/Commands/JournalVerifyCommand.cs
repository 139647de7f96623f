using System.CommandLine;
using Tocsin.Cli.Journaling;
using Tocsin.Cli.Reports;
using Tocsin.Core.Storage;
using Tocsin.Journal.Verifying;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin journal verify</c>: says whether a journal is as it was written.</summary>
internal sealed class JournalVerifyCommand
{
    private const int MostNamed = 10;

    private readonly Option<DirectoryInfo?> _folder = new("--folder")
    {
        Description = "Verify the files in this folder here, without a server: an instance's own folder, which holds "
            + "the segments.",
        HelpName = "FOLDER",
    };
    private readonly Option<bool> _anchor = new("--anchor-from-server")
    {
        Description = "With --folder: compare with what the server's store knows, so that a cut end is found too. For "
            + "the folder that the server writes, not for an older copy.",
    };

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var verify = new JournalVerifyCommand();
        var description = "Check a journal's chain from its first group to its last. Without --folder the server "
            + "checks its own, against the anchor in its store. Files alone cannot show that whole groups were cut "
            + "from their end. Ends with 0 when the journal is sound and with 8 when it is damaged.";
        var command = new Command("verify", description) { verify._folder, verify._anchor };
        return shell.OnRun(command, verify.RunAsync);
    }

    private async Task<ExitCode> RunAsync(CommandRun run)
    {
        var folder = run.Get(_folder);
        if (folder is null && run.Get(_anchor))
        {
            throw CommandFailedException.Usage(
                "--anchor-from-server goes with --folder: without it the server has its anchor itself.");
        }

        var answer = folder is null ? await AskAsync(run) : await VerifyAsync(run, folder);
        await run.AnswerAsync(answer, page => JournalVerificationReport.Write(
            page, answer, folder?.FullName, run.Terminal.Clock.LocalTimeZone));
        return answer.Sound ? ExitCode.Done : ExitCode.JournalDamaged;
    }

    private static Task<VerifyJournalResponse> AskAsync(CommandRun run) => CountedWork.ShowAsync(
        run, "Verifying", async _ => await run.Journal.VerifyJournalAsync(new VerifyJournalRequest(), run.LongCall));

    private async Task<VerifyJournalResponse> VerifyAsync(CommandRun run, DirectoryInfo folder)
    {
        if (!folder.Exists) throw CommandFailedException.Usage($"There is no folder {folder}.");
        var known = run.Get(_anchor) ? await AskAsync(run) : new VerifyJournalResponse();
        if (run.Get(_anchor) && known.Anchor is null)
            throw new CommandFailedException(ExitCode.NotFound, "The server's store has no anchor yet.");
        var verified = await CountedWork.ShowAsync(run, "Verifying", _ => Task.Run(
            () => JournalVerifier.Verify(folder.FullName, Read(known), run.Stopping), run.Stopping));
        // A folder that was mistyped is not a journal that is sound.
        if (verified.Segments == 0 && known.Anchor is null) throw NoJournal(folder);
        return new VerifyJournalResponse
        {
            Instance = known.Instance,
            Groups = verified.Groups,
            Entries = verified.Entries,
            Problems = { verified.Findings.Select(Write) },
            Truncated = verified.IsTruncated,
            AnchoredGroup = known.AnchoredGroup,
            Sound = verified.IsSound,
            Anchor = known.Anchor,
        };
    }

    private static JournalAnchor? Read(VerifyJournalResponse known) => known.Anchor is not { } anchor ? null : new(
        known.Instance, anchor.Journal, anchor.Group, anchor.Entries, anchor.Hash, anchor.OldestGroup,
        anchor.OldestPrevious, anchor.NotedAt.ToDateTimeOffset());

    private static JournalProblem Write(JournalFinding finding) => new()
    {
        Kind = (JournalProblemKind)finding.Kind,
        Segment = finding.Segment,
        Offset = finding.Offset,
        Group = finding.Group,
        Message = finding.Text,
    };

    private static CommandFailedException NoJournal(DirectoryInfo folder)
    {
        var below = folder.EnumerateDirectories().Select(one => one.Name).Order(StringComparer.Ordinal)
            .Take(MostNamed).ToList();
        var others = below.Count == 0 ? "" : $"; its folders are {string.Join(", ", below)}";
        return new CommandFailedException(
            ExitCode.NotFound, $"{folder} holds no segment of a journal: name the folder of one instance{others}.");
    }
}
