using System.CommandLine;
using Tocsin.Cli.Reports;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin journal show</c>: a decision as it was journaled, with what became of it.</summary>
internal static class JournalShowCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var decision = DecisionArgument();
        var description = "Show a decision as it was journaled: what was answered and why, who asked and when, the "
            + "values it was made from, and what became of it. Each instance has its own journal: ask the one that "
            + "decided. Ends with 8 when what is shown was altered since.";
        var command = new Command("show", description) { decision };
        return shell.OnRun(command, async run =>
        {
            var answer = await run.Journal.GetDecisionAsync(
                new GetDecisionRequest { DecisionId = run.Get(decision) }, run.Call);
            var local = run.Terminal.Clock.LocalTimeZone;
            await run.AnswerAsync(answer, page => JournaledDecisionReport.Write(page, answer.Decision, local));
            return answer.Decision.Intact ? ExitCode.Done : ExitCode.JournalDamaged;
        });
    }

    /// <summary>The decision that a command is about.</summary>
    public static Argument<string> DecisionArgument() =>
        new("DECISION_ID") { Description = "The decision's id, as the answer gave it." };
}
