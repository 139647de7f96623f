using System.CommandLine;
using Tocsin.Cli.Journaling;
using Tocsin.Cli.Reports;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin journal export</c>: journaled decisions as lines of JSON.</summary>
internal sealed class JournalExportCommand
{
    private readonly JournalPeriodOptions _period = new();
    private readonly Option<int> _limit = new("--limit")
    {
        Description = "The most decisions; all without it.",
        HelpName = "N",
    };
    private readonly Option<bool> _withoutInputs = new("--without-inputs")
    {
        Description = "Leave out the values that were read: smaller, and nothing personal is opened.",
    };
    private readonly Option<FileInfo?> _file = new("--file")
    {
        Description = "Write to this file, which is replaced once everything is there; else to the output.",
        HelpName = "FILE",
    };

    private JournalExportCommand() => _limit.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 0) result.AddError("--limit is not negative.");
    });

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var export = new JournalExportCommand();
        var description = "Write journaled decisions with what became of them, in the order of the journal: protobuf "
            + "JSON, one JournaledDecision a line. Places of the journal that cannot be read are told on stderr, and "
            + "it ends with 8 when the journal is damaged there.";
        var command = new Command("export", description);
        export._period.AddTo(command);
        Option[] others = [export._period.Product, export._limit, export._withoutInputs, export._file];
        foreach (var option in others) command.Add(option);
        return shell.OnRun(command, export.RunAsync);
    }

    private async Task<ExitCode> RunAsync(CommandRun run)
    {
        var request = new ListDecisionsRequest
        {
            From = _period.From(run),
            Until = _period.Until(run),
            Product = run.Get(_period.Product) ?? "",
            Limit = run.Get(_limit),
            WithoutInputs = run.Get(_withoutInputs),
        };
        var problems = new JournalProblems(run.Terminal.Error);
        if (run.Get(_file) is not { } file)
        {
            await WriteAsync(run, request, problems, run.Terminal.Out, _ => { });
            return problems.ExitCode;
        }

        var count = await ExportAsync(run, request, problems, file);
        await run.Terminal.Error.WriteLineAsync($"{CountText.Of(count, "decision")} in {file}");
        return problems.ExitCode;
    }

    // Half an export must not pass for a whole one, nor take the place of the one before it.
    private static async Task<long> ExportAsync(
        CommandRun run, ListDecisionsRequest request, JournalProblems problems, FileInfo file)
    {
        var partial = new FileInfo(file.FullName + ".partial");
        try
        {
            long count;
            await using (var writer = new StreamWriter(partial.FullName))
            {
                count = await CountedWork.ShowAsync(
                    run, "Exporting", onCount => WriteAsync(run, request, problems, writer, onCount));
            }

            partial.MoveTo(file.FullName, overwrite: true);
            return count;
        }
        catch
        {
            partial.Delete();
            throw;
        }
    }

    private static async Task<long> WriteAsync(
        CommandRun run, ListDecisionsRequest request, JournalProblems problems, TextWriter writer,
        Action<long> onCount)
    {
        long count = 0;
        await foreach (var decision in DecisionStream.ReadAsync(run, request, problems))
        {
            await writer.WriteLineAsync(JsonText.Of(decision));
            onCount(++count);
        }

        return count;
    }
}
