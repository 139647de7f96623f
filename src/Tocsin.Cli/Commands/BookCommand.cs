using System.CommandLine;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin book</c>: records that a decision was booked as an exposure.</summary>
internal static class BookCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var borrower = new Argument<string>("BORROWER") { Description = "The borrower's id." };
        var exposure = SharedOptions.Exposure("The exposure it was booked as.");
        exposure.Required = true;
        var decision = new Option<string>("--decision") { Description = "The decision's id.", Required = true };
        var pd = new Option<double?>("--pd") { Description = "Its probability of default, a fraction." };
        var grade = new Option<string>("--grade") { Description = "Its grade." };
        var ltv = new Option<double?>("--ltv") { Description = "Loan to value when it was booked, a ratio." };
        var amount = new Option<double?>("--amount") { Description = "The amount it was decided with." };
        var term = new Option<int?>("--term") { Description = "The term it was decided with, in months." };
        var booked = new Option<string>("--booked-at")
        {
            Description = "When: a date or a moment, local without an offset; now without it.",
            HelpName = "T",
        };
        var description = "Record that a decision was booked; rules compare the borrower with it later.";
        var command = new Command("book", description)
        {
            borrower, exposure, decision, pd, grade, ltv, amount, term, booked,
        };
        return shell.OnRun(command, async run =>
        {
            var request = new BookDecisionRequest
            {
                BorrowerId = run.Get(borrower),
                ExposureId = run.Get(exposure),
                DecisionId = run.Get(decision),
                Grade = run.Get(grade) ?? "",
                BookedAt = MomentText.Read(run.Get(booked), "--booked-at", run.Terminal.Clock.LocalTimeZone),
            };
            if (run.Get(pd) is { } probability) request.Pd = probability;
            if (run.Get(ltv) is { } ratio) request.LtvRatio = ratio;
            if (run.Get(amount) is { } asked) request.Amount = asked;
            if (run.Get(term) is { } months) request.TermMonths = months;
            var answer = await run.Decisions.BookDecisionAsync(request, run.Call);
            await run.AnswerAsync(answer, page => page.Line($"booked; the borrower is at revision {answer.Revision}"));
            return ExitCode.Done;
        });
    }
}
