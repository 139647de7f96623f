using System.CommandLine;
using Tocsin.Cli.Journaling;
using Tocsin.Cli.Reports;
using Tocsin.Core.Monitoring;
using Tocsin.Core.Rules;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin journal report</c>: how a model did, by the decisions that were journaled.</summary>
internal sealed class JournalReportCommand
{
    private const int LongestHorizon = 600;

    private readonly Argument<string> _product = new("PRODUCT") { Description = "The product whose model it is." };
    private readonly JournalPeriodOptions _period = new();
    private readonly Option<string?> _rules = new("--rules")
    {
        Description = "The folder of the rules that decided. It names bins and orders grades, so that a baseline of "
            + "'tocsin backtest' can be compared with. Without it bins have numbers.",
        HelpName = "FOLDER",
    };
    private readonly Option<int?> _horizon = new("--horizon")
    {
        Description = "Months from booking after which a loan without a default counts as paid; else those of the "
            + "score, or the term where the score is over the life of the loan.",
        HelpName = "MONTHS",
    };
    private readonly ModelOptions _model = new("Store the period as a baseline, to compare later decisions with.");

    private JournalReportCommand() => _horizon.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int?>() is < 1 or > LongestHorizon)
            result.AddError($"--horizon is from 1 to {LongestHorizon}.");
    });

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var report = new JournalReportCommand();
        var description = "Report how a model did, by the decisions that an instance journaled and what was recorded "
            + "of them ('tocsin journal record'): approval rate, spread and PSI, stability by characteristic, "
            + "overrides; and AUC, Gini, KS, confusion and calibration over decisions of known outcome.\n\n"
            + "Defaulted: a default is recorded within the horizon, which begins when the loan was booked. Paid: it "
            + "was booked and the horizon has passed without one. Everything else is unknown. Of one borrower's "
            + "decisions with one request id, each that another follows within 24 hours does not count. Ends with 8 "
            + "when the journal is damaged in that period.\n\n"
            + "For example: tocsin journal report my-product --from 2026-01-01 --rules rules --baseline made.json";
        var command = new Command("report", description) { report._product };
        report._period.AddTo(command);
        command.Add(report._rules);
        command.Add(report._horizon);
        report._model.AddTo(command);
        return shell.OnRun(command, report.RunAsync);
    }

    private async Task<ExitCode> RunAsync(CommandRun run)
    {
        var product = run.Get(_product);
        var stored = _model.Baseline(run, product);
        var options = _model.Report(run, stored is not null);
        var rules = run.Get(_rules) is { } folder ? ModelOf(folder, product) : null;
        var now = run.Terminal.Clock.GetUtcNow();
        var request = new ListDecisionsRequest
        {
            From = _period.From(run),
            Until = _period.Until(run),
            Product = product,
            WithoutInputs = true,
        };
        var problems = new JournalProblems(run.Terminal.Error);
        var silent = new JournalProblems(TextWriter.Null);
        var model = new JournalModel(
            isTold => DecisionStream.ReadAsync(run, request, isTold ? problems : silent), product, rules,
            run.Get(_horizon), now);
        var result = await CountedWork.ShowAsync(
            run, "Reading", onCount => model.RunAsync(options, stored, onCount));
        await AnswerAsync(run, result);
        return problems.ExitCode;
    }

    private static MonitoredModel ModelOf(string folder, string product)
    {
        if (RuleSetReader.Read(RuleFolder.Read(folder)).RuleSet is not { } rules)
        {
            throw new CommandFailedException(
                ExitCode.RulesHaveProblems, $"The rules in {folder} have problems; 'tocsin rules check' lists them.");
        }

        return rules.Policies.TryGetValue(product, out var policy)
            ? MonitoredModel.Of(rules, policy)
            : throw new CommandFailedException(
                ExitCode.NotFound,
                $"'{product}' is no product of these rules; they have "
                + $"{string.Join(", ", rules.Policies.Keys.Order())}.",
                "PRODUCT_UNKNOWN");
    }

    private async Task AnswerAsync(CommandRun run, JournalModelResult result)
    {
        var report = result.Part.Report;
        if (_model.SavesBaseline(run) && report.Scored == 0)
            throw new CommandFailedException(ExitCode.NotFound, "No decision of this period has a score to store.");
        if (report.Decisions == 0)
            await run.Terminal.Error.WriteLineAsync("No decision of this product is journaled in this period.");
        await _model.AnswerAsync(run, new ModelAnswer(
            JournalModelReport.Facts(result), [result.Part], result.Baseline, () => JournalModelReport.Json(result),
            page => JournalModelReport.Write(page, result)));
    }
}
