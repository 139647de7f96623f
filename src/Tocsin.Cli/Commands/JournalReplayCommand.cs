using System.CommandLine;
using Grpc.Core;
using Tocsin.Cli.Journaling;
using Tocsin.Cli.Reports;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin journal replay</c>: decides again on journaled decisions.</summary>
internal sealed class JournalReplayCommand
{
    private readonly JournalPeriodOptions _period = new();
    private readonly Option<string?> _decision = new("--decision")
    {
        Description = "Only this decision, whenever it was made.",
        HelpName = "ID",
    };
    private readonly Option<bool> _today = new("--today")
    {
        Description = "As if it were asked now: on stored values and active rules. What a request carried stays.",
    };
    private readonly Option<bool> _onlyMoved = new("--only-moved")
    {
        Description = "Of programs' answers, leave out the decisions that come out the same; the summary counts them.",
    };

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var replay = new JournalReplayCommand();
        var description = "Decide again on journaled decisions: on the recorded values and under the rules that "
            + "decided, which must give the same bit for bit, or with --today as if they were asked now. Ends with 0 "
            + "when all come out the same, with 7 when some moved or it cannot be told of some, and with 8 when the "
            + "program itself decides otherwise or the journal is damaged. With -o json one ReplayDecisionsResponse "
            + "a line, the summary last.";
        var command = new Command("replay", description);
        replay._period.AddTo(command);
        Option[] others = [replay._period.Product, replay._decision, replay._today, replay._onlyMoved];
        foreach (var option in others) command.Add(option);
        return shell.OnRun(command, replay.RunAsync);
    }

    private async Task<ExitCode> RunAsync(CommandRun run)
    {
        var request = new ReplayDecisionsRequest
        {
            From = _period.From(run),
            Until = _period.Until(run),
            Product = run.Get(_period.Product) ?? "",
            DecisionId = run.Get(_decision) ?? "",
            Today = run.Get(_today),
            // People are shown those that moved, and how many did not.
            OnlyMoved = run.Get(_onlyMoved) || !run.IsJson,
        };
        var problems = new JournalProblems(run.Terminal.Error);
        var verdicts = new ReplayVerdicts();
        if (run.IsJson)
        {
            await ReadAsync(run, request, problems, verdicts, _ => { });
            return verdicts.ExitCode(problems);
        }

        await CountedWork.ShowAsync(
            run, "Deciding again", onCount => ReadAsync(run, request, problems, verdicts, onCount));
        ReplayReport.Write(new TerminalPage(run.Terminal.Console), verdicts);
        return verdicts.ExitCode(problems);
    }

    private static async Task<long> ReadAsync(
        CommandRun run, ReplayDecisionsRequest request, JournalProblems problems, ReplayVerdicts verdicts,
        Action<long> onCount)
    {
        long count = 0;
        using var call = run.Journal.ReplayDecisions(request, run.LongCall);
        await foreach (var item in call.ResponseStream.ReadAllAsync(run.Stopping))
        {
            if (item.ItemCase == ReplayDecisionsResponse.ItemOneofCase.None) throw DecisionStream.NotUnderstood();
            if (run.IsJson) await run.Terminal.Out.WriteLineAsync(JsonText.Of(item));
            if (item.Problem is { } problem) await problems.TellAsync(problem);
            if (item.Summary is { } summary) verdicts.Summary = summary;
            if (item.Decision is not { } decision) continue;
            verdicts.Add(decision);
            onCount(++count);
        }

        if (verdicts.Summary is null)
            throw new CommandFailedException(ExitCode.Failed, "The server ended the replay without its summary.");
        return count;
    }
}
