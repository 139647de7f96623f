using System.CommandLine;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin journal record</c>: records what became of a decision.</summary>
internal sealed class JournalRecordCommand
{
    private readonly Argument<string> _decision = JournalShowCommand.DecisionArgument();
    private readonly Argument<string> _result = new("RESULT") { Description = "What became of it." };
    private readonly Option<string?> _at = new("--at")
    {
        Description = "When it happened: a date or a moment, local without an offset; now without it.",
        HelpName = "TIME",
    };
    private readonly Option<string?> _reason = new("--reason")
    {
        Description = "Why, at most 256 characters; an override needs one.",
        HelpName = "TEXT",
    };
    private readonly Option<string?> _to = new("--to")
    {
        Description = "The outcome that took the decision's place; of an override, and of nothing else.",
        HelpName = "OUTCOME",
    };
    private readonly Option<decimal?> _amount = new("--amount")
    {
        Description = "What was booked, or owed at default.",
        HelpName = "N",
    };
    private readonly Option<string?> _currency = new("--currency")
    {
        Description = "The amount's currency; the decision's own without it.",
    };

    private JournalRecordCommand()
    {
        _result.AcceptOnlyFromAmong(EnumText.All<DecisionResult>());
        _to.AcceptOnlyFromAmong(EnumText.All<Outcome>());
    }

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var record = new JournalRecordCommand();
        var description = "Record what became of a decision; it is journaled beside it, whatever was recorded before. "
            + "Reports on a model take defaults and overrides from here.\n\n"
            + "For example: tocsin journal record 019a0b1c-… overridden --to decline --reason 'licence revoked'";
        var command = new Command("record", description)
        {
            record._decision, record._result, record._at, record._reason, record._to, record._amount, record._currency,
        };
        return shell.OnRun(command, record.RunAsync);
    }

    private async Task<ExitCode> RunAsync(CommandRun run)
    {
        var request = new RecordDecisionOutcomeRequest
        {
            DecisionId = run.Get(_decision),
            Result = EnumText.Parse<DecisionResult>(run.Get(_result)),
            OccurredAt = MomentText.Read(run.Get(_at), _at.Name, run.Terminal.Clock.LocalTimeZone),
            Reason = run.Get(_reason) ?? "",
            OverriddenTo = EnumText.Parse<Outcome>(run.Get(_to)),
        };
        if (run.Get(_amount) is { } amount) request.Amount = MoneyAmount.From(amount, await CurrencyAsync(run));
        var answer = await run.Journal.RecordDecisionOutcomeAsync(request, run.Call);
        await run.AnswerAsync(answer, page => page.Line($"recorded: {run.Get(_result)}"));
        return ExitCode.Done;
    }

    private async Task<string> CurrencyAsync(CommandRun run)
    {
        if (run.Get(_currency) is { } given) return given;
        var found = await run.Journal.GetDecisionAsync(
            new GetDecisionRequest { DecisionId = run.Get(_decision) }, run.Call);
        var answer = found.Decision.Answer;
        var amounts = new[] { found.Decision.Amount, answer?.Offer?.Amount, answer?.Limit?.Granted };
        if (Array.Find(amounts, known => known?.CurrencyCode.Length > 0) is { } money) return money.CurrencyCode;
        var products = (await run.GetActiveRuleSetAsync()).Products;
        return products.FirstOrDefault(known => known.Product == answer?.Product)?.Currency
            ?? throw CommandFailedException.Usage(
                "Nothing says which currency the decision was in; --currency names the amount's.");
    }
}
