using System.CommandLine;
using Tocsin.Cli.Commands;

namespace Tocsin.Cli;

/// <summary>The command <c>tocsin</c> with everything below it.</summary>
internal sealed class TocsinCommandLine
{
    private static readonly (ExitCode Code, string Meaning)[] _exitCodes =
    [
        (ExitCode.Done, "done"),
        (ExitCode.Usage, "the command line, or a file it names, cannot be used"),
        (ExitCode.Refused, "the server refused the request, or some of a file's rows were refused"),
        (ExitCode.RulesHaveProblems, "the rules have problems, an example failed, or coverage is too low"),
        (ExitCode.Unavailable, "the server cannot be reached, is not ready, or did not answer in time"),
        (ExitCode.NotFound, "what was asked for does not exist"),
        (ExitCode.Failed, "the server failed; its log says why"),
        (ExitCode.DecisionsMoved, "decisions that were replayed came out otherwise, or it cannot be told"),
        (ExitCode.JournalDamaged, "the journal is damaged, or the program decides otherwise than it did"),
        (ExitCode.FleetBehind, "a live instance does not answer with the rule set that is active"),
        (ExitCode.RulesDiffer, "two rule sets that were to say the same do not"),
        (ExitCode.TooManyDiffer, "more borrowers would differ than --fail-above allows, or it cannot be told"),
        (ExitCode.Cancelled, "stopped by Ctrl-C, or not confirmed"),
    ];

    private readonly Terminal _terminal;
    private readonly RootCommand _root;

    public TocsinCommandLine(Terminal terminal)
    {
        _terminal = terminal;
        var options = new GlobalOptions(terminal);
        var shell = new CommandShell(terminal, options);
        _root = new RootCommand(Describe()) { options.Server, options.Output, options.Timeout };
        _root.Add(DecideCommand.Create(shell));
        _root.Add(BookCommand.Create(shell));
        _root.Add(ClassifyCommand.Create(shell));
        _root.Add(BacktestCommand.Create(shell));
        _root.Add(new Command("features", "Put, load and get borrowers' features.")
        {
            FeaturesPutCommand.Create(shell), FeaturesLoadCommand.Create(shell), FeaturesGetCommand.Create(shell),
        });
        _root.Add(new Command("borrowers", "List, close and delete borrowers.")
        {
            BorrowersListCommand.Create(shell), BorrowersCloseCommand.Create(shell),
            BorrowersDeleteCommand.Create(shell),
        });
        _root.Add(new Command("links", "Put and get borrowers' links to other parties.")
        {
            LinksPutCommand.Create(shell), LinksGetCommand.Create(shell),
        });
        _root.Add(WatchCommand.Create(shell));
        _root.Add(new Command("warnings", "List, show, treat and report on warnings.")
        {
            WarningsListCommand.Create(shell), WarningsShowCommand.Create(shell),
            WarningsAcknowledgeCommand.Create(shell), WarningsAssignCommand.Create(shell),
            WarningsTreatCommand.Create(shell), WarningsSuppressCommand.Create(shell),
            WarningsEscalateCommand.Create(shell), WarningsResolveCommand.Create(shell),
            WarningsReopenCommand.Create(shell), WarningsRaiseCommand.Create(shell),
            WarningsOutcomeCommand.Create(shell), WarningsReportCommand.Create(shell),
        });
        _root.Add(new Command("watchlist", "List, add, review and remove borrowers on the watch list.")
        {
            BorrowersListCommand.CreateWatchlist(shell), WatchlistAddCommand.Create(shell),
            WatchlistReviewCommand.Create(shell), WatchlistRemoveCommand.Create(shell),
        });
        _root.Add(new Command("journal", "Show, export, replay and verify the decisions that an instance journaled.")
        {
            JournalShowCommand.Create(shell), JournalRecordCommand.Create(shell), JournalExportCommand.Create(shell),
            JournalReplayCommand.Create(shell), JournalVerifyCommand.Create(shell), JournalReportCommand.Create(shell),
        });
        _root.Add(new Command("rules", "Start, check and test a folder of rules; show, run and swap the server's.")
        {
            RulesNewCommand.Create(shell), RulesCheckCommand.Create(shell), RulesTestCommand.Create(shell),
            RulesCsvCommand.Create(shell), RulesShowCommand.Create(shell), RulesRunCommand.Create(shell),
            RulesPreviewCommand.Create(shell),
            RulesPublishCommand.Create(shell), RulesListCommand.Create(shell), RulesApproveCommand.Create(shell),
            RulesActivateCommand.Create(shell), RulesRollBackCommand.Create(shell), RulesStatusCommand.Create(shell),
            RulesDiffCommand.Create(shell),
            new Command("shadow", "Let a candidate decide beside the live rule set, and show how the two differ.")
            {
                RulesShadowStartCommand.Create(shell), RulesShadowStopCommand.Create(shell),
                RulesShadowShowCommand.Create(shell),
            },
        });
        NumberOptions.Explain(_root);
    }

    /// <summary>Runs one command line and gives the exit code.</summary>
    public Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken = default)
    {
        var configuration = new InvocationConfiguration { Output = _terminal.Out, Error = _terminal.Error };
        return _root.Parse(arguments).InvokeAsync(configuration, cancellationToken);
    }

    private static string Describe() => $"""
        Tocsin decides on credit for micro and small enterprises and warns when a borrower starts to go bad.

        Exit codes:
        {string.Join('\n', _exitCodes.Select(code => $"  {(int)code.Code,3}  {code.Meaning}"))}
        """;
}
