using Tocsin.Core.Rules;
using Wire = Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>Problems found here in the shape of the contract, so that a program reads both alike.</summary>
internal static class ProblemMessage
{
    /// <summary>A problem as the server would answer it.</summary>
    public static Wire.RuleSetProblem Of(RuleProblem problem) => new()
    {
        Severity = problem.Severity == ProblemSeverity.Error
            ? Wire.ProblemSeverity.Error : Wire.ProblemSeverity.Warning,
        Code = problem.Code,
        File = problem.File,
        JsonPath = problem.JsonPath,
        Column = problem.Column,
        Message = problem.Message,
    };
}
