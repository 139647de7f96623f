using System.CommandLine;
using Tocsin.Cli.Reports;
using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin rules run</c>: evaluates one workflow of the server, each rule on its own.</summary>
internal static class RulesRunCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var workflow = new Argument<string>("WORKFLOW") { Description = "The workflow's name." };
        var borrower = new Option<string>("--borrower") { Description = "Whose stored features are read, too." };
        var set = SharedOptions.Set();
        var exposure = SharedOptions.Exposure("The exposure whose features are read.");
        var explain = new Option<bool>("--explain")
        {
            Description = "Show each rule's condition part by part, with the values it read.",
        };
        var description = "Evaluate a workflow, each rule on its own. Decides and stores nothing.";
        var command = new Command("run", description) { workflow, borrower, exposure, set, explain };
        return shell.OnRun(command, async run =>
        {
            var request = new EvaluateWorkflowRequest
            {
                Workflow = run.Get(workflow),
                BorrowerId = run.Get(borrower) ?? "",
                Explain = run.Get(explain),
                ExposureId = run.Get(exposure) ?? "",
            };
            request.Views.Add(await run.ReadAssignmentsAsync(run.Get(set), run.Get(exposure)));
            var answer = await run.Decisions.EvaluateWorkflowAsync(request, run.Call);
            await run.AnswerAsync(answer, page => Write(page, answer, run.Terminal.Clock.LocalTimeZone));
            return ExitCode.Done;
        });
    }

    private static void Write(TerminalPage page, EvaluateWorkflowResponse answer, TimeZoneInfo local)
    {
        page.Fact("rule set", RuleSetText.Of(answer.RuleSet));
        page.Fact("as of", MomentText.Text(answer.AsOf, local));
        if (answer.Degraded) page.Fact("degraded", "the store did not answer; stored features were not read", "yellow");
        page.Table("Rules", ["rule", "outcome", "output", "lacks", "event"],
            answer.Results.SelectMany(result => Rows(result, depth: 0)));
        var explained = answer.Results.SelectMany(result => ExplanationReport.Rows(result, local)).ToList();
        if (explained.Count > 0) page.Table("Why", ["rule", "outcome", "condition", "read"], explained);
    }

    private static IEnumerable<string[]> Rows(RuleResult result, int depth)
    {
        yield return
        [
            new string(' ', 2 * depth) + result.Rule, EnumText.Of(result.Outcome),
            result.Output is null ? "" : FeatureText.Of(result.Output),
            string.Join(", ", result.Absent.Select(absent => $"{absent.Feature} ({EnumText.Of(absent.Reason)})")),
            result.SuccessEvent,
        ];
        foreach (var row in result.Nested.SelectMany(nested => Rows(nested, depth + 1))) yield return row;
    }
}
