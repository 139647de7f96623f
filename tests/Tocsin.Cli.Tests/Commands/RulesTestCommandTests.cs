using System.Text.Json;
using System.Xml.Linq;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class RulesTestCommandTests
{
    [Fact]
    public async Task Test_ExamplesThatPass_TellsTotalsAndWhatIsNotCovered()
    {
        using var rules = new SmallRuleFolder();

        var result = await ToolResult.OfAsync("rules", "test", rules.Folder);

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Contains("7 examples: 7 passed, 0 failed.", result.Out, StringComparison.Ordinal);
        Assert.Contains("Coverage of hits and misses: 93.7 % (87.5 % of 8 rules were hit, 100 % missed).", result.Out,
            StringComparison.Ordinal);
        Assert.Contains("Not covered", result.Out, StringComparison.Ordinal);
        Assert.Equal(["bin", "loan", "age", "missing", "0", "3", "0", "0", "hit, unknown"],
            Cells(result.Out.Split('\n').Single(line => line.Contains("hit, unknown", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Test_Coverage_ShowsEveryRule()
    {
        using var rules = new SmallRuleFolder();

        var result = await ToolResult.OfAsync("rules", "test", rules.Folder, "--coverage");

        var rows = result.Out.Split('\n').Where(line => line.StartsWith('│')).Select(Cells).ToList();
        Assert.Contains(rows, row => row is ["knock-out", "loan", "cases", "", "1", "4", "0", "0", "unknown"]);
        Assert.Contains(rows, row => row is ["raise", "", "debt.red", "", "1", "1", "0", "1", "unknown"]);
        Assert.Contains(rows, row => row is ["raise", "1", "1 of 1", "1 of 1", "0 of 1"]);
    }

    [Fact]
    public async Task Test_FailingExample_ShowsEachFieldAndEndsWithThree()
    {
        using var rules = new SmallRuleFolder();
        rules.Write("examples/loan.json", SmallRuleFolder.Examples.Replace(
            """{"outcome":"approve","score":10,""", """{"outcome":"refer","score":11,""", StringComparison.Ordinal));

        var result = await ToolResult.OfAsync("rules", "test", rules.Folder);

        Assert.Equal(ExitCode.RulesHaveProblems, result.ExitCode);
        var rows = result.Out.Split('\n').Where(line => line.StartsWith('│')).Select(Cells).ToList();
        Assert.Contains(rows, row => row is ["sound", "outcome", "refer", "approve"]);
        Assert.Contains(rows, row => row is [_, "score", "11", "10"]);
        Assert.Contains("7 examples: 6 passed, 1 failed.", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_Json_HoldsDifferencesAndCoverage()
    {
        using var rules = new SmallRuleFolder();
        rules.Write("examples/loan.json", SmallRuleFolder.Examples.Replace(
            "\"score\":10", "\"score\":11", StringComparison.Ordinal));

        var result = await ToolResult.OfAsync("rules", "test", rules.Folder, "-o", "json");

        Assert.Equal(ExitCode.RulesHaveProblems, result.ExitCode);
        var answer = JsonDocument.Parse(result.Out).RootElement;
        Assert.False(answer.GetProperty("accepted").GetBoolean());
        Assert.Equal(1, answer.GetProperty("failed_examples").GetInt32());
        Assert.Equal("error", answer.GetProperty("problems")[0].GetProperty("severity").GetString());
        var difference = answer.GetProperty("failures")[0].GetProperty("differences")[0];
        Assert.Equal("score", difference.GetProperty("field").GetString());
        Assert.Equal("11", difference.GetProperty("expected").GetString());
        Assert.Equal("10", difference.GetProperty("actual").GetString());
        Assert.Equal(0.9375, answer.GetProperty("coverage").GetProperty("fraction").GetDouble());
    }

    [Theory]
    [InlineData("93.7", 0)]
    [InlineData("93.8", 3)]
    [InlineData("101", 1)]
    public async Task Test_MinimumOfCoverage_IsHeld(string minimum, int expected)
    {
        using var rules = new SmallRuleFolder();

        var result = await ToolResult.OfAsync("rules", "test", rules.Folder, "--min-coverage", minimum);

        Assert.Equal(expected, (int)result.ExitCode);
        Assert.Equal(expected == 3,
            result.Error.Contains("[COVERAGE_TOO_LOW]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Test_JUnit_IsWellFormedWithACaseAnExample()
    {
        using var rules = new SmallRuleFolder();
        rules.Write("examples/loan.json", SmallRuleFolder.Examples
            .Replace("\"name\":\"sound\"", "\"name\":\"健全 <a & b>\"", StringComparison.Ordinal)
            .Replace("\"score\":10", "\"score\":11", StringComparison.Ordinal)
            .Replace("\"firm.cases\":4", "\"firm.casess\":4", StringComparison.Ordinal));
        var file = rules.PathOf("results.xml");

        await ToolResult.OfAsync("rules", "test", rules.Folder, "--junit", file);

        var suites = XDocument.Load(file).Root!.Elements("testsuite").ToList();
        Assert.Equal(["rules", "examples/loan.json"], suites.Select(suite => suite.Attribute("name")!.Value));
        Assert.Equal("7", suites[1].Attribute("tests")!.Value);
        Assert.Equal("1", suites[1].Attribute("failures")!.Value);
        Assert.Equal("1", suites[1].Attribute("errors")!.Value);
        var failing = suites[1].Elements("testcase").First();
        Assert.Equal("健全 <a & b>", failing.Attribute("name")!.Value);
        Assert.Equal("score: expected 11, it came out 10", failing.Element("failure")!.Attribute("message")!.Value);
    }

    [Fact]
    public async Task Test_RulesThatDoNotCompile_SaysThatNothingRan()
    {
        using var rules = new SmallRuleFolder();
        rules.Write("features.json", "{");

        var result = await ToolResult.OfAsync("rules", "test", rules.Folder);

        Assert.Equal(ExitCode.RulesHaveProblems, result.ExitCode);
        Assert.Contains("No example ran", result.Out, StringComparison.Ordinal);
        Assert.Contains("[JSON_INVALID]", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_Generate_WritesProposalsThatLoadAndPass()
    {
        using var rules = new SmallRuleFolder();
        // Only the first example is left: nothing is hit but the base.
        var examples = SmallRuleFolder.Examples;
        rules.Write("examples/loan.json", examples[..examples.IndexOf(",\n  {\"name\":\"young\"",
            StringComparison.Ordinal)] + "]}");
        var file = rules.PathOf("examples/proposed.json");

        var result = await ToolResult.OfAsync("rules", "test", rules.Folder, "--generate", file);

        Assert.Equal(ExitCode.Done, result.ExitCode);
        var proposed = JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("examples").EnumerateArray()
            .Select(example => (Name: example.GetProperty("name").GetString()!,
                Expect: example.GetProperty("expect").GetRawText())).ToList();
        Assert.All(proposed, example =>
            Assert.StartsWith("proposed: check by hand: ", example.Name, StringComparison.Ordinal));
        Assert.Contains(proposed, example => example.Name.EndsWith("cases, firm.cases 3", StringComparison.Ordinal)
            && example.Expect.Contains("approve", StringComparison.Ordinal));
        Assert.Contains(proposed, example => example.Name.EndsWith("cases, firm.cases 4", StringComparison.Ordinal)
            && example.Expect.Contains("decline", StringComparison.Ordinal));
        Assert.Contains(proposed, example =>
            example.Name.EndsWith("debt.red, firm.debt_ratio 0.91", StringComparison.Ordinal)
            && example.Expect.Contains("red", StringComparison.Ordinal));
        // Where they now stand beside the rules, everything is covered.
        var again = await ToolResult.OfAsync("rules", "test", rules.Folder, "--min-coverage", "100");
        Assert.Equal((ExitCode.Done, ""), (again.ExitCode, again.Error));
    }

    [Fact]
    public async Task Test_GenerateIntoAFileThatExists_IsRefused()
    {
        using var rules = new SmallRuleFolder();

        var result = await ToolResult.OfAsync(
            "rules", "test", rules.Folder, "--generate", rules.PathOf("examples/loan.json"));

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Equal(SmallRuleFolder.Examples, rules.Read("examples/loan.json"));
    }

    [Fact]
    public async Task Test_GenerateToTheOutput_WritesNothingElse()
    {
        using var rules = new SmallRuleFolder();

        var result = await ToolResult.OfAsync("rules", "test", rules.Folder, "--generate", "-");

        var examples = JsonDocument.Parse(result.Out).RootElement.GetProperty("examples");
        var example = Assert.Single(examples.EnumerateArray());
        Assert.Equal("proposed: check by hand: age missing, firm.age_months missing",
            example.GetProperty("name").GetString());
        Assert.Equal("""{"firm.age_months":null}""",
            example.GetProperty("change").GetRawText().Replace(" ", "", StringComparison.Ordinal)
                .Replace("\n", "", StringComparison.Ordinal));
    }

    private static string[] Cells(string line) => [.. line.Trim('│', '\r').Split('│').Select(cell => cell.Trim())];
}
