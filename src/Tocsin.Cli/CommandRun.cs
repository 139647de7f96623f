using System.CommandLine;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Tocsin.Cli.Reports;
using Tocsin.Cli.Values;
using Tocsin.Client;
using Tocsin.V1;

namespace Tocsin.Cli;

/// <summary>One run of a command: its arguments, its surroundings, and the server when it wants one.</summary>
internal sealed class CommandRun(
    Terminal terminal, GlobalOptions options, ParseResult arguments, CancellationToken stopping) : IDisposable
{
    private readonly Lazy<GrpcChannel> _channel = new(() => TocsinChannel.Create(arguments.GetValue(options.Server)!));

    /// <summary>Streams, clock and environment.</summary>
    public Terminal Terminal { get; } = terminal;

    /// <summary>Cancelled by Ctrl-C.</summary>
    public CancellationToken Stopping { get; } = stopping;

    /// <summary>The server's address.</summary>
    public Uri Server => arguments.GetValue(options.Server)!;

    /// <summary>True when programs read the answer.</summary>
    public bool IsJson => arguments.GetValue(options.Output) == "json";

    /// <summary>How long to wait for an answer.</summary>
    public TimeSpan Timeout => arguments.GetValue(options.Timeout) ?? GlobalOptions.DefaultTimeout;

    /// <summary>The deadline and cancellation of one call that answers once.</summary>
    public CallOptions Call => new(
        deadline: Terminal.Clock.GetUtcNow().UtcDateTime + Timeout, cancellationToken: Stopping);

    /// <summary>
    /// The cancellation of a call that may rightly take minutes; it has a deadline only where one is given.
    /// </summary>
    public CallOptions LongCall => new(
        deadline: arguments.GetValue(options.Timeout) is { } given
            ? Terminal.Clock.GetUtcNow().UtcDateTime + given : null,
        cancellationToken: Stopping);

    public DecisionService.DecisionServiceClient Decisions => new(_channel.Value);

    public FeatureService.FeatureServiceClient Features => new(_channel.Value);

    public WarningService.WarningServiceClient Warnings => new(_channel.Value);

    public JournalService.JournalServiceClient Journal => new(_channel.Value);

    public RuleSetService.RuleSetServiceClient RuleSets => new(_channel.Value);

    /// <summary>An option's value; its default when it was not given.</summary>
    public T Get<T>(Option<T> option) => arguments.GetValue(option)!;

    /// <summary>An argument's value.</summary>
    public T Get<T>(Argument<T> argument) => arguments.GetValue(argument)!;

    /// <summary>True when an option was written on the command line.</summary>
    public bool IsGiven(Option option) => arguments.GetResult(option) is { Implicit: false };

    /// <summary>The rule set that answers now.</summary>
    public async Task<GetActiveRuleSetResponse> GetActiveRuleSetAsync() =>
        await RuleSets.GetActiveRuleSetAsync(new GetActiveRuleSetRequest(), Call);

    /// <summary>The currency of a product of the rule set that answers now.</summary>
    /// <exception cref="CommandFailedException">It has no such product.</exception>
    public async Task<string> CurrencyOfAsync(string product)
    {
        var ruleSet = await GetActiveRuleSetAsync();
        return ruleSet.Products.FirstOrDefault(known => known.Product == product)?.Currency
            ?? throw new CommandFailedException(
                ExitCode.NotFound,
                $"The active rule set has no product '{product}'; it has "
                + $"{string.Join(", ", ruleSet.Products.Select(known => known.Product))}.",
                "PRODUCT_UNKNOWN");
    }

    /// <summary>Reads assignments by the features of the rule set that answers now, asked for only if needed.</summary>
    public async Task<IReadOnlyList<FeatureViewValues>> ReadAssignmentsAsync(
        IReadOnlyCollection<string> texts, string? exposure) => texts.Count == 0
            ? [] : FeatureAssignments.Read(texts, new KnownFeatures(await GetActiveRuleSetAsync()), exposure);

    /// <summary>Answers: a message for programs, or a report for people.</summary>
    public async Task AnswerAsync(IMessage message, Action<TerminalPage> report)
    {
        if (IsJson) await Terminal.Out.WriteLineAsync(JsonText.Of(message));
        else report(new TerminalPage(Terminal.Console));
    }

    public void Dispose()
    {
        if (_channel.IsValueCreated) _channel.Value.Dispose();
    }
}
