using System.CommandLine;
using Tocsin.Cli.Reports;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin warnings raise</c>: raises a warning by hand.</summary>
internal static class WarningsRaiseCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var borrower = new Argument<string>("BORROWER") { Description = "The borrower's id." };
        var indicator = new Option<string>("--indicator")
        {
            Description = "One of the indicators that warnings.json names in by_hand.",
            Required = true,
        };
        var level = new Option<string>("--level") { Description = "How bad it is.", Required = true };
        level.AcceptOnlyFromAmong("blue", "yellow", "orange", "red");
        var exposure = SharedOptions.Exposure("The exposure it is about; the borrower as a whole without it.");
        var reason = SharedOptions.Reason();
        var description = "Raise a warning by hand, such as what a visit has shown, or move it to another level.";
        var command = new Command("raise", description) { borrower, indicator, level, exposure, reason };
        return shell.OnRun(command, async run =>
        {
            var answer = await run.Warnings.RaiseWarningAsync(new RaiseWarningRequest
            {
                BorrowerId = run.Get(borrower),
                Indicator = run.Get(indicator),
                Level = EnumText.Parse<WarningLevel>(run.Get(level)),
                ExposureId = run.Get(exposure) ?? "",
                Reason = run.Get(reason),
            }, run.Call);
            var local = run.Terminal.Clock.LocalTimeZone;
            await run.AnswerAsync(answer, page => WarningReport.Write(page, answer.Warning, local));
            return ExitCode.Done;
        });
    }
}
