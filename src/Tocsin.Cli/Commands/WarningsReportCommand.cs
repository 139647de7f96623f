using System.CommandLine;
using Tocsin.Cli.Reports;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin warnings report</c>: what the warnings of a period were worth.</summary>
internal sealed class WarningsReportCommand
{
    private readonly Option<string?> _from = new("--from")
    {
        Description = "The first moment; else 30 days before the end.",
        HelpName = "TIME",
    };

    private readonly Option<string?> _to = new("--to")
    {
        Description = "The end, which is not covered; else now.",
        HelpName = "TIME",
    };

    private readonly Option<int> _horizon = new("--horizon")
    {
        Description = "A warning that closed more than this many days before it came true foresaw nothing; else 365.",
        HelpName = "DAYS",
    };

    private readonly Option<string[]> _labels = SharedOptions.Labels();

    private readonly Option<FileInfo?> _html = new("--html")
    {
        Description = "Write the report as one HTML page with plots, too.",
        HelpName = "FILE",
    };

    private WarningsReportCommand()
    {
    }

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var report = new WarningsReportCommand();
        var description = "Report what the warnings of a period were worth: precision, recall, how many there were, "
            + "how long they stood and which deadlines passed.";
        var command = new Command("report", description)
        {
            report._from, report._to, report._labels, report._horizon, report._html,
        };
        return shell.OnRun(command, report.RunAsync);
    }

    private async Task<ExitCode> RunAsync(CommandRun run)
    {
        var local = run.Terminal.Clock.LocalTimeZone;
        var request = new ReportWarningsRequest
        {
            From = MomentText.Read(run.Get(_from), _from.Name, local),
            To = MomentText.Read(run.Get(_to), _to.Name, local),
            HorizonDays = run.Get(_horizon),
        };
        request.Labels.Add(SharedOptions.ReadLabels(run, _labels));
        var answer = await run.Warnings.ReportWarningsAsync(request, run.Call);
        if (run.Get(_html) is { } file)
            await File.WriteAllTextAsync(file.FullName, FiguresPage.Of(request, answer, local), run.Stopping);
        await run.AnswerAsync(answer, page => FiguresReport.Write(page, answer, local));
        return ExitCode.Done;
    }
}
