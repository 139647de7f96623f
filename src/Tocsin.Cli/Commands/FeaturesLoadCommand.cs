using System.CommandLine;
using Spectre.Console;
using Tocsin.Cli.Loading;
using Tocsin.Cli.Reports;
using Tocsin.Cli.Values;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin features load</c>: stores the rows of a CSV file.</summary>
internal sealed class FeaturesLoadCommand
{
    private readonly Argument<FileInfo> _file = new("FILE") { Description = "The CSV file, with a row of headers." };
    private readonly Option<string> _borrowerColumn = new("--borrower-column")
    {
        Description = "The column that names the borrower.",
        DefaultValueFactory = _ => "borrower_id",
    };
    private readonly Option<string> _observedAt = new("--observed-at")
    {
        Description = "When all values held: a date or a moment, local without an offset. Now when not given.",
    };
    private readonly Option<string> _observedAtColumn = new("--observed-at-column")
    {
        Description = "The column that says when the row's values held.",
    };
    private readonly Option<string> _exposureColumn = new("--exposure-column")
    {
        Description = "The column that names the exposure, for views that are kept per exposure.",
    };
    private readonly Option<string> _encoding = new("--encoding")
    {
        Description = "The file's encoding.",
        DefaultValueFactory = _ => "utf-8",
    };
    private readonly Option<string> _view = new("--view")
    {
        Description = "The view of headers that name a feature only.",
    };
    private readonly Option<string[]> _map = new("--map")
    {
        Description = "Another header of a feature; repeat for more.",
        HelpName = "column=view.feature",
        DefaultValueFactory = _ => [],
    };
    private readonly Option<string[]> _skip = new("--skip")
    {
        Description = "A column to pass over; repeat for more.",
        HelpName = "column",
        DefaultValueFactory = _ => [],
    };
    private readonly Option<bool> _correction = new("--correction")
    {
        Description = "Replace what is stored for the same moment.",
    };
    private readonly Option<int> _window = new("--batch-window")
    {
        Description = "The most rows under way without an answer.",
        DefaultValueFactory = _ => 256,
    };

    private FeaturesLoadCommand()
    {
        _encoding.AcceptOnlyFromAmong("utf-8", "gb18030");
        _window.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 100_000)
                result.AddError("--batch-window is from 1 to 100000.");
        });
    }

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var load = new FeaturesLoadCommand();
        var description = "Load a CSV file: headers name 'view.feature', an empty cell is a missing value, "
            + "and each view of a row is replaced whole. Ends with 2 when rows were refused.";
        var command = new Command("load", description)
        {
            load._file, load._borrowerColumn, load._observedAt, load._observedAtColumn, load._exposureColumn,
            load._encoding, load._view, load._map, load._skip, load._correction, load._window,
        };
        return shell.OnRun(command, load.RunAsync);
    }

    private async Task<ExitCode> RunAsync(CommandRun run)
    {
        var options = ReadOptions(run);
        using var file = new CsvFile(run.Get(_file).OpenRead(), run.Get(_encoding));
        var header = await file.ReadAsync() ?? throw CommandFailedException.Usage($"{run.Get(_file)} is empty.");
        var plan = ColumnPlan.Read(header, options, new KnownFeatures(await run.GetActiveRuleSetAsync()));
        using var load = new FeatureLoad(run.Features, plan, options, run.Get(_window));
        try
        {
            await WithProgressAsync(run, onProgress => load.RunAsync(file, onProgress, run.Stopping));
        }
        finally
        {
            await AnswerAsync(run, load.Summary);
        }

        return load.Summary.Refused > 0 ? ExitCode.Refused : ExitCode.Done;
    }

    private LoadOptions ReadOptions(CommandRun run)
    {
        if (run.Get(_observedAt) is not null && run.Get(_observedAtColumn) is not null)
            throw CommandFailedException.Usage("--observed-at and --observed-at-column exclude each other.");
        var local = run.Terminal.Clock.LocalTimeZone;
        return new LoadOptions
        {
            BorrowerColumn = run.Get(_borrowerColumn),
            ObservedAt = MomentText.Read(run.Get(_observedAt), "--observed-at", local),
            ObservedAtColumn = run.Get(_observedAtColumn),
            ExposureColumn = run.Get(_exposureColumn),
            View = run.Get(_view),
            Map = NameAndValue.SplitAll(run.Get(_map), "--map", "column=view.feature"),
            Skipped = run.Get(_skip),
            Correction = run.Get(_correction),
            Local = local,
        };
    }

    private static Task WithProgressAsync(CommandRun run, Func<Action<double>, Task> load)
    {
        if (run.Terminal.IsErrorRedirected) return load(_ => { });
        var progress = run.Terminal.ErrorConsole.Progress();
        progress.AutoClear = true;
        return progress.StartAsync(async context =>
        {
            var task = context.AddTask("Loading", maxValue: 1);
            await load(done => task.Value = done);
        });
    }

    private static async Task AnswerAsync(CommandRun run, LoadSummary summary)
    {
        if (run.IsJson) await run.Terminal.Out.WriteLineAsync(LoadReport.Json(summary));
        else LoadReport.Write(new TerminalPage(run.Terminal.Console), summary);
        if (summary.Unanswered > 0)
        {
            await run.Terminal.Error.WriteLineAsync(
                $"Every row up to line {summary.LastAnsweredLine} was answered; loading the file again repeats no "
                + "update when its rows carry their moment of observation.");
        }
    }
}
