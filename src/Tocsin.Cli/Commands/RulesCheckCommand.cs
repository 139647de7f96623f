using System.CommandLine;
using Tocsin.Cli.Reports;
using Tocsin.Cli.Values;
using Tocsin.Core.Rules;
using Wire = Tocsin.V1;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin rules check</c>: checks a folder as an activation would, without a server.</summary>
internal static class RulesCheckCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var path = new Argument<string>("PATH") { Description = "The folder that holds ruleset.json." };
        var strict = new Option<bool>("--strict") { Description = "Take warnings for problems, too." };
        var format = new Option<string?>("--format")
        {
            Description = "How to answer: text, json (as --output json), or sarif, SARIF 2.1.0 for code hosts.",
        };
        format.AcceptOnlyFromAmong("text", "json", "sarif");
        var description = "Check a folder of rules as an activation would, its examples included. Needs no server. "
            + "Ends with 0 when they can be activated, with 3 when not.";
        var command = new Command("check", description) { path, strict, format };
        return shell.OnRun(command, async run =>
        {
            var files = RuleFolder.Read(run.Get(path));
            var today = DateOnly.FromDateTime(run.Terminal.Clock.GetUtcNow().UtcDateTime);
            var reading = RuleSetReader.Read(files, today);
            var checkedFiles = Answer(files, reading);
            var wanted = run.Get(format) ?? (run.IsJson ? "json" : "text");
            if (wanted == "text") Write(new TerminalPage(run.Terminal.Console), checkedFiles);
            else await run.Terminal.Out.WriteLineAsync(wanted == "json"
                ? JsonText.Of(checkedFiles) : SarifLog.Of(run.Get(path), files, reading.Problems));
            var isClean = checkedFiles.Accepted && !(run.Get(strict) && checkedFiles.Problems.Count > 0);
            return isClean ? ExitCode.Done : ExitCode.RulesHaveProblems;
        });
    }

    // The answer has the shape in which the server answers CheckRuleSet, so that a program reads both alike.
    private static Wire.CheckRuleSetResponse Answer(RuleFiles files, RuleSetReading reading)
    {
        var answer = new Wire.CheckRuleSetResponse
        {
            Accepted = reading.RuleSet is not null,
            Digest = files.Digest,
            Examples = reading.Examples,
            FailedExamples = reading.FailedExamples,
        };
        answer.Problems.Add(reading.Problems.Select(ProblemMessage.Of));
        return answer;
    }

    private static void Write(TerminalPage page, Wire.CheckRuleSetResponse answer)
    {
        RuleProblemReport.Write(page, answer.Problems);
        var errors = answer.Problems.Count(problem => problem.Severity == Wire.ProblemSeverity.Error);
        page.Line(
            $"These rules {(answer.Accepted ? "can" : "cannot")} be activated: {CountText.Of(errors, "error")}, "
            + $"{CountText.Of(answer.Problems.Count - errors, "warning")}, {CountText.Of(answer.Examples, "example")}, "
            + $"{answer.FailedExamples} of them failed.",
            answer.Accepted ? "green" : "red");
        page.Fact("digest", answer.Digest);
        page.WriteFacts();
    }
}
