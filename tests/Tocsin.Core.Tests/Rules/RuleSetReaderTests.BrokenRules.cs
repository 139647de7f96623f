using Tocsin.Core.Rules;
using Tocsin.Core.Tests.Broken;
using Xunit;

namespace Tocsin.Core.Tests.Rules;

public partial class RuleSetReaderTests
{
    public static TheoryData<string> BrokenRuleNames => [.. BrokenRules.Names];

    [Theory]
    [MemberData(nameof(BrokenRuleNames))]
    public void Read_BrokenRules_ReportsExactlyTheFault(string name)
    {
        var rules = BrokenRules.Read(name);

        var reading = RuleSetReader.Read(rules.Files());

        Assert.Null(reading.RuleSet);
        Assert.Equal(
            rules.Expected.Select(problem => Line(problem.Code, problem.File, problem.JsonPath, problem.Column)).Order(),
            Errors(reading).Select(problem => Line(problem.Code, problem.File, problem.JsonPath, problem.Column))
                .Order());
    }

    private static IEnumerable<RuleProblem> Errors(RuleSetReading reading) =>
        reading.Problems.Where(problem => problem.Severity == ProblemSeverity.Error);

    private static string Line(string code, string file, string path, int column) =>
        $"{code} at {file} {path} column {column}";
}
