using System.CommandLine;
using Spectre.Console;
using Tocsin.Cli.Backtesting;
using Tocsin.Cli.Loading;
using Tocsin.Cli.Reports;
using Tocsin.Cli.Values;
using Tocsin.Core.Decisions;
using Tocsin.Core.Rules;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin backtest</c>: decides the rows of a file with a folder of rules.</summary>
internal sealed class BacktestCommand
{
    private readonly Argument<string> _rules = new("RULES") { Description = "The folder that holds ruleset.json." };
    private readonly Argument<FileInfo> _file = new("FILE") { Description = "The CSV file, with a row of headers." };
    private readonly BacktestOptions _options = new();
    private readonly Option<string> _product = new("--product")
    {
        Description = "The product whose policy decides.",
        Required = true,
    };
    private readonly Option<string?> _asOf = new("--as-of")
    {
        Description = "The moment as of which rows are decided that do not say their own; else now.",
        HelpName = "TIME",
    };
    private readonly Option<string> _encoding = new("--encoding")
    {
        Description = "The file's encoding.",
        DefaultValueFactory = _ => "utf-8",
    };
    private readonly ModelOptions _model = new(
        "Store the baseline's part, or the whole file without --split, to compare later decisions with.");

    private BacktestCommand() => _encoding.AcceptOnlyFromAmong("utf-8", "gb18030");

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var backtest = new BacktestCommand();
        var description = "Decide every row of a CSV file with a folder of rules, and report how the model did: "
            + "approval rate, spread and PSI, stability by characteristic, overrides; with outcomes also AUC, Gini, "
            + "KS, confusion and calibration by grade. Needs no server. Ends with 2 when rows were refused.\n\n"
            + "For example: tocsin backtest rules loans.csv --product my-product --set 'firm.age=Years * 12' "
            + "--outcome 'Default == 1' --split 'Year < 2024' --html report.html";
        var command = new Command("backtest", description) { backtest._rules, backtest._file, backtest._product };
        backtest._options.AddTo(command);
        backtest._model.AddTo(command);
        command.Add(backtest._asOf);
        command.Add(backtest._encoding);
        return shell.OnRun(command, backtest.RunAsync);
    }

    private async Task<ExitCode> RunAsync(CommandRun run)
    {
        var mapping = _options.Mapping(run);
        var stored = _model.Baseline(run, run.Get(_product));
        var options = _model.Report(run, stored is not null);
        var reading = RuleSetReader.Read(RuleFolder.Read(run.Get(_rules)));
        if (reading.RuleSet is not { } rules)
        {
            RuleProblemReport.Write(
                new TerminalPage(run.Terminal.ErrorConsole), reading.Problems.Select(ProblemMessage.Of));
            return ExitCode.RulesHaveProblems;
        }

        var (local, now) = (run.Terminal.Clock.LocalTimeZone, run.Terminal.Clock.GetUtcNow());
        var asOf = MomentText.Read(run.Get(_asOf), _asOf.Name, local)?.ToDateTimeOffset() ?? now;
        var backtest = await Backtest.PrepareAsync(
            () => new CsvFile(run.Get(_file).OpenRead(), run.Get(_encoding)), rules, PolicyOf(rules, run), mapping,
            asOf, local);
        var result = await WithProgressAsync(run, onProgress => backtest.RunAsync(
            options, stored, mapping.PartNames, onProgress, run.Stopping));
        await _model.AnswerAsync(run, new ModelAnswer(
            BacktestReport.Facts(result), result.Parts, result.Baseline, () => BacktestJson.Of(result),
            page => BacktestReport.Write(page, result)));
        return result.Refused.Count > 0 ? ExitCode.Refused : ExitCode.Done;
    }

    private DecisionPolicy PolicyOf(RuleSet rules, CommandRun run)
    {
        var product = run.Get(_product);
        return rules.Policies.TryGetValue(product, out var policy) ? policy : throw new CommandFailedException(
            ExitCode.NotFound,
            $"'{product}' is no product of these rules; they have {string.Join(", ", rules.Policies.Keys.Order())}.",
            "PRODUCT_UNKNOWN");
    }

    private static async Task<BacktestResult> WithProgressAsync(
        CommandRun run, Func<Action<double>, Task<BacktestResult>> backtest)
    {
        if (run.Terminal.IsErrorRedirected) return await backtest(_ => { });
        var progress = run.Terminal.ErrorConsole.Progress();
        progress.AutoClear = true;
        return await progress.StartAsync(async context =>
        {
            var task = context.AddTask("Deciding", maxValue: 1);
            return await backtest(done => task.Value = done);
        });
    }
}
