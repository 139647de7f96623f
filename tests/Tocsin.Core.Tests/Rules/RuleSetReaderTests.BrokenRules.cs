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

        AssertReports(rules, reading);
    }

    [Theory]
    [InlineData("misspelt-tocsin-key", "invalid-date", "rating-scale-not-rising")]
    [InlineData("unknown-feature", "unknown-family", "stale-before-refresh")]
    [InlineData("not-json", "unknown-level", "json-depth-bomb")]
    [InlineData("unknown-rating-scale", "knock-out-without-reason", "bins-with-a-gap")]
    [InlineData("policy-without-score", "missing-manifest", "unknown-file")]
    public void Read_ThreeFaultsInThreeFiles_ReportsAllAtOnce(string first, string second, string third)
    {
        var faults = new[] { first, second, third }.Select(BrokenRules.Read).ToList();
        var rules = new BrokenRules(
            "Three faults", [.. faults.SelectMany(fault => fault.Edits)],
            [.. faults.SelectMany(fault => fault.Expected)]);

        var reading = RuleSetReader.Read(rules.Files());

        Assert.Equal(3, Errors(reading).Count());
        AssertReports(rules, reading);
    }

    [Fact]
    public void Read_ProblemsOfSeveralFiles_StandInOrderOfFile()
    {
        var faults = new[] { "unknown-family", "invalid-date", "unknown-feature" }.Select(BrokenRules.Read);
        var rules = new BrokenRules("Three faults", [.. faults.SelectMany(fault => fault.Edits)], []);

        var reading = RuleSetReader.Read(rules.Files());

        Assert.Equal(
            ["ruleset.json", "workflows/early_warning_fin.json", "workflows/knock_outs.json"],
            reading.Problems.Select(problem => problem.File));
    }

    [Fact]
    public void Read_NoFiles_ReportsEveryFileThatIsRequired()
    {
        var reading = RuleSetReader.Read(new RuleFiles([]));

        Assert.Null(reading.RuleSet);
        Assert.All(reading.Problems, problem => Assert.Equal("FILE_MISSING", problem.Code));
        Assert.Equal(
            ["calendar.json", "features.json", "parameters.json", "reasons.json", "ruleset.json", "warnings.json"],
            reading.Problems.Select(problem => problem.File));
    }

    [Fact]
    public void Read_TestsWithinTests_IsNoProblemAndTakesNoLongTime()
    {
        var edit = new RuleEdit("workflows/generated.json", null, null, null, false, "tests-within-tests");

        var reading = RuleSetReader.Read(new BrokenRules("Sixty conditionals", [edit], []).Files());

        Assert.Empty(reading.Problems);
    }

    private static void AssertReports(BrokenRules rules, RuleSetReading reading)
    {
        Assert.Null(reading.RuleSet);
        Assert.Equal(
            rules.Expected.Select(problem => Line(problem.Code, problem.File, problem.JsonPath, problem.Column))
                .Order(),
            Errors(reading).Select(problem => Line(problem.Code, problem.File, problem.JsonPath, problem.Column))
                .Order());
    }

    private static IEnumerable<RuleProblem> Errors(RuleSetReading reading) =>
        reading.Problems.Where(problem => problem.Severity == ProblemSeverity.Error);

    private static string Line(string code, string file, string path, int column) =>
        $"{code} at {file} {path} column {column}";
}
