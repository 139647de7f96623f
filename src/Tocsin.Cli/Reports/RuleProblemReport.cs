using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>Problems of rule files, each on its own line in the form that editors can jump to.</summary>
internal static class RuleProblemReport
{
    /// <summary>Writes the problems in their order.</summary>
    public static void Write(TerminalPage page, IEnumerable<RuleSetProblem> problems)
    {
        foreach (var problem in problems)
        {
            var column = problem.Column > 0 ? $" column {problem.Column}" : "";
            var place = $"{problem.File} {problem.JsonPath}{column}".TrimEnd();
            page.Line(
                $"{place}: {EnumText.Of(problem.Severity)}: {problem.Message} [{problem.Code}]",
                problem.Severity == ProblemSeverity.Error ? "red" : "yellow");
        }
    }
}
