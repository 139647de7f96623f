using Tocsin.Cli.Values;
using Tocsin.Core.Rules;

namespace Tocsin.Cli.Reports;

/// <summary>What came of the examples of a rule set, for people and for programs.</summary>
internal static class ExampleReport
{
    /// <summary>Writes each failing example, field by field, and the totals.</summary>
    public static void Write(TerminalPage page, RuleSetReading reading)
    {
        // A difference is a row of the table; every other problem is a line.
        var problems = reading.Problems.Where(problem => problem.Code != "EXAMPLE_FAILED").Select(ProblemMessage.Of);
        RuleProblemReport.Write(page, problems);
        page.Table("Failing examples", ["example", "field", "expected", "actual"], reading.Results.SelectMany(Rows));
        if (reading.Tested is null)
        {
            page.Line("No example ran: the rules have errors.", "red");
            return;
        }

        var failed = reading.Results.Count(result => !result.HasPassed);
        page.Line(
            $"{reading.Results.Count} examples: {reading.Results.Count - failed} passed, {failed} failed.",
            failed == 0 ? "green" : "red");
    }

    /// <summary>The answer as one line of JSON: fractions are from 0 to 1.</summary>
    public static string Json(RuleSetReading reading, ExampleCoverage? coverage) => JsonText.OfObject(new
    {
        Accepted = reading.RuleSet is not null,
        Examples = reading.Results.Count,
        FailedExamples = reading.Results.Count(result => !result.HasPassed),
        Problems = reading.Problems.Select(problem => new
        {
            Severity = EnumText.Of(problem.Severity),
            problem.Code,
            problem.File,
            problem.JsonPath,
            problem.Column,
            problem.Message,
        }),
        Failures = reading.Results.Where(result => !result.HasPassed).Select(result => new
        {
            Example = result.Example.Name,
            result.File,
            result.JsonPath,
            result.IsRefused,
            result.Differences,
        }),
        Coverage = coverage is null ? null : CoverageReport.Json(coverage),
    });

    private static IEnumerable<string[]> Rows(ExampleResult result)
    {
        var name = $"{result.Example.Name}\n{result.File} {result.JsonPath}";
        if (result.IsRefused)
            yield return [name, "", "an example that can run", "the problems above say what is wrong with it"];
        foreach (var difference in result.Differences)
        {
            yield return [name, difference.Field, difference.Expected, difference.Actual];
            name = "";
        }
    }
}
