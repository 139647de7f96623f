using System.CommandLine;
using Tocsin.Cli.Journaling;
using Tocsin.Cli.Loading;
using Tocsin.Cli.Previewing;
using Tocsin.Cli.Reports;
using Tocsin.Cli.Tables;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin rules preview</c>: whom a candidate would affect, before it is active.</summary>
internal sealed class RulesPreviewCommand
{
    private const int MostListed = 10_000;
    private const int ShownBorrowers = 20;

    private readonly Argument<string> _candidate = new("RULES")
    {
        Description = "The candidate: the folder that holds ruleset.json, or the digest of a rule set that the server "
            + "keeps, or the first 8 or more characters of it; 'rules list' shows them.",
    };
    private readonly PreviewPopulationOptions _population = new();
    private readonly Option<int?> _list = new("--list")
    {
        Description = $"The most borrowers to list, 1 to {MostListed}, in order of id; else 1000, of which a terminal "
            + $"shows {ShownBorrowers}.",
        HelpName = "N",
    };
    private readonly Option<FileInfo?> _csv = new("--csv")
    {
        Description = "Write the list as CSV, too: a row for each change and each decision.",
        HelpName = "FILE",
    };
    private readonly Option<FileInfo?> _html = new("--html")
    {
        Description = "Write the report as one HTML page with plots, too.",
        HelpName = "FILE",
    };
    private readonly Option<string?> _json = new("--json")
    {
        Description = "Write the answer as JSON, too, one message a line, the report last; - writes it to the output "
            + "alone.",
        HelpName = "FILE",
    };
    private readonly Option<string?> _failAbove = new("--fail-above")
    {
        Description = "End with 11 when more borrowers would differ: a number, or per cent of those that were looked "
            + "at. What could not be previewed counts as differing, and so does a preview that asks no decision, "
            + "or not of every product that the candidate may decide otherwise, unless options say so.",
        HelpName = "N|N%",
    };

    private RulesPreviewCommand()
    {
        _list.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > MostListed)
                result.AddError($"--list is from 1 to {MostListed}.");
        });
        _failAbove.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && DifferenceLimit.Parse(text) is null)
                result.AddError("--fail-above is a whole number, such as 20, or per cent up to 100, such as 2.5%.");
        });
    }

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var preview = new RulesPreviewCommand();
        var description = "Show whom a candidate would affect if it were activated: which warnings would be raised or "
            + "cleared, which decisions would be other ones, and the rule that makes the difference. Nothing becomes "
            + "active, nothing is kept, and nobody is told.\n\n"
            + "Looks at the stored borrowers, asking for each open exposure what it was booked with; with --product "
            + "for one and the same application of everybody; with --journal at journaled decisions. Ends with 3 when "
            + "the candidate cannot be activated, and with 11 when more would differ than --fail-above allows. With "
            + "-o json one PreviewRuleSetResponse a line, the report last.\n\n"
            + "For example: tocsin rules preview rules --html preview.html --fail-above 5%\n"
            + "             tocsin rules preview rules --journal --from 2026-01-01 --product my-product";
        var command = new Command("preview", description) { preview._candidate };
        preview._population.AddTo(command);
        Option[] others = [preview._list, preview._csv, preview._html, preview._json, preview._failAbove];
        foreach (var option in others) command.Add(option);
        return shell.OnRun(command, preview.RunAsync);
    }

    private async Task<ExitCode> RunAsync(CommandRun run)
    {
        var candidate = RuleSetName.Of(run.Get(_candidate));
        if (candidate == RuleSetName.Live)
            throw CommandFailedException.Usage("The live rule set is active already: name a candidate.");
        var options = new PreviewOptions { Digest = candidate.Digest, MaximumListed = run.Get(_list) ?? 0 };
        var pieces = candidate.Files is { } files ? RuleFileChunks.Of(files) : [];
        await _population.ReadAsync(run, options);
        var pace = new PreviewPace(run.Terminal.Clock);
        var answer = await CountedWork.SayAsync(run, "Asking", say => new PreviewCall(
            run, progress => say(pace.Say(progress))).AskAsync(options, pieces));
        if (answer.Rejection is { } rejection)
        {
            await AnswerAsync(run, answer, page => PreviewFigures.Write(page, rejection));
            return ExitCode.RulesHaveProblems;
        }

        var preview = new Preview(options, answer.Report!, answer.Borrowers);
        await WriteFilesAsync(run, preview);
        var shown = run.Get(_list) ?? ShownBorrowers;
        var local = run.Terminal.Clock.LocalTimeZone;
        await AnswerAsync(run, answer, page => PreviewFigures.Write(page, preview, shown, local));
        return Judge(run, preview);
    }

    private async Task WriteFilesAsync(CommandRun run, Preview preview)
    {
        if (run.Get(_csv) is { } csv)
        {
            await using var stream = csv.Create();
            CsvTable.Write(stream, PreviewCsv.Rows(preview.Borrowers));
        }

        if (run.Get(_html) is { } html)
        {
            var page = PreviewPage.Of(preview, run.Terminal.Clock.LocalTimeZone);
            await File.WriteAllTextAsync(html.FullName, page, run.Stopping);
        }
    }

    private async Task AnswerAsync(CommandRun run, PreviewAnswer answer, Action<TerminalPage> report)
    {
        var json = run.Get(_json);
        var lines = answer.Messages().Select(JsonText.Of);
        if (json is not (null or "-")) await File.WriteAllLinesAsync(json, lines, run.Stopping);
        if (json != "-" && !run.IsJson) report(new TerminalPage(run.Terminal.Console));
        else foreach (var line in lines) await run.Terminal.Out.WriteLineAsync(line);
    }

    private ExitCode Judge(CommandRun run, Preview preview)
    {
        if (run.Get(_failAbove) is not { } text || DifferenceLimit.Parse(text)?.Exceeded(preview) is not { } why)
            return ExitCode.Done;
        throw new CommandFailedException(ExitCode.TooManyDiffer, why, "TOO_MANY_DIFFER");
    }
}
