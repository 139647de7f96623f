using System.CommandLine;
using Tocsin.Cli.Reports;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin decide</c>: asks for a decision on one application.</summary>
internal sealed class DecideCommand
{
    private readonly Argument<string> _product = new("PRODUCT") { Description = "The product's name." };
    private readonly Option<string> _borrower = new("--borrower") { Description = "The borrower.", Required = true };
    private readonly Option<decimal?> _amount = new("--amount") { Description = "The amount asked for." };
    private readonly Option<string> _currency = new("--currency")
    {
        Description = "The amount's currency; the product's own when it is not given.",
    };
    private readonly Option<int> _term = new("--term") { Description = "The term asked for, in months." };
    private readonly Option<string> _kind = new("--kind")
    {
        Description = "What is asked for.",
        DefaultValueFactory = _ => "new",
    };
    private readonly Option<string> _purpose = new("--purpose") { Description = "The purpose's code." };
    private readonly Option<string> _exposure = SharedOptions.Exposure(
        "The exposure that is drawn, topped up or renewed.");
    private readonly Option<long> _activation = new("--at-least-activation")
    {
        Description = "Refuse an answer of rules before this activation.",
    };
    private readonly Option<string> _requestId = new("--request-id") { Description = "Your own id, echoed." };
    private readonly Option<string[]> _set = SharedOptions.Set();

    private readonly Option<bool> _outcomeOnly = new("--outcome-only")
    {
        Description = "Stop at the first knock-out that hits: the outcome is the same, reasons may be fewer.",
    };
    private readonly Option<bool> _recourse = new("--recourse")
    {
        Description = "Of an outcome no better than refer, say what would turn it.",
    };
    private readonly Option<string> _for = new("--for")
    {
        Description = "Whose eyes the answer is for; everything is shown to restricted staff.",
        DefaultValueFactory = _ => "restricted",
    };

    private readonly Option<string> _asOf = new("--as-of")
    {
        Description = "Ask what the rules of an earlier moment would have said of the values given here alone: "
            + "a date or a moment, local without an offset. Nothing is decided.",
        HelpName = "T",
    };

    private DecideCommand()
    {
        _kind.AcceptOnlyFromAmong(EnumText.All<ApplicationKind>());
        _for.AcceptOnlyFromAmong(EnumText.All<Audience>());
    }

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var decide = new DecideCommand();
        var command = new Command("decide", "Decide on an application and say why.")
        {
            decide._product, decide._borrower, decide._amount, decide._currency, decide._term, decide._kind,
            decide._purpose, decide._exposure, decide._activation, decide._requestId, decide._set,
            decide._outcomeOnly, decide._recourse, decide._for, decide._asOf,
        };
        return shell.OnRun(command, decide.RunAsync);
    }

    private async Task<ExitCode> RunAsync(CommandRun run)
    {
        var request = new DecideRequest
        {
            RequestId = run.Get(_requestId) ?? "",
            BorrowerId = run.Get(_borrower),
            Product = run.Get(_product),
            Kind = EnumText.Parse<ApplicationKind>(run.Get(_kind)),
            TermMonths = run.Get(_term),
            Purpose = run.Get(_purpose) ?? "",
            ExposureId = run.Get(_exposure) ?? "",
            AtLeastActivation = run.Get(_activation),
            OutcomeOnly = run.Get(_outcomeOnly),
            WithRecourse = run.Get(_recourse),
            ForAudience = EnumText.Parse<Audience>(run.Get(_for)),
            RuleSetAsOf = MomentText.Read(run.Get(_asOf), "--as-of", run.Terminal.Clock.LocalTimeZone),
        };
        if (run.Get(_amount) is { } amount)
        {
            var currency = run.Get(_currency) ?? await run.CurrencyOfAsync(request.Product);
            request.Amount = MoneyAmount.From(amount, currency);
        }

        request.Views.Add(await run.ReadAssignmentsAsync(run.Get(_set), run.Get(_exposure)));
        var answer = await run.Decisions.DecideAsync(request, run.Call);
        await run.AnswerAsync(answer, page => DecisionReport.Write(page, answer, run.Terminal.Clock.LocalTimeZone));
        return ExitCode.Done;
    }
}
