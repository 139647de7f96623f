using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class RulesCheckCommandTests
{
    [Fact(Timeout = 60_000)]
    public async Task ProblemsEndWithThreeAndAreListedInTheContractsShape()
    {
        await using var tool = await ToolFixture.StartAsync();
        var folder = Path.GetDirectoryName(tool.WriteFile("features.json", "{"))!;
        var result = await tool.RunAsync(["rules", "check", folder, "-o", "json"]);
        Assert.Equal(ExitCode.RulesHaveProblems, result.ExitCode);
        var answer = CheckRuleSetResponse.Parser.ParseJson(result.Out);
        Assert.False(answer.Accepted);
        Assert.Equal(64, answer.Digest.Length);
        Assert.Contains(answer.Problems, problem => problem.File == "features.json");
    }

    [Fact(Timeout = 60_000)]
    public async Task WritesAProblemALine()
    {
        await using var tool = await ToolFixture.StartAsync();
        var folder = Path.GetDirectoryName(tool.WriteFile("features.json", "{"))!;
        var result = await tool.RunAsync(["rules", "check", folder]);
        Assert.Equal(ExitCode.RulesHaveProblems, result.ExitCode);
        Assert.Contains("[FILE_MISSING]", result.Out, StringComparison.Ordinal);
        Assert.Contains("These rules cannot be activated", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2027-05-31", false)]
    [InlineData("2027-06-01", true)]
    public async Task Check_ReviewDateOfTheRuleSet_IsTakenForPastByTheClock(string today, bool isOverdue)
    {
        using var rules = new SmallRuleFolder();
        rules.Write("ruleset.json", """{"name":"small","owner":"tests","revision":"1","review_date":"2027-05-31"}""");
        var clock = new FakeTimeProvider(new DateTimeOffset(DateTime.Parse(today, null), TimeSpan.Zero));

        var result = await ToolResult.OfAsync(
            ["rules", "check", rules.Folder], clock, null, TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Equal(isOverdue, result.Out.Contains("[REVIEW_OVERDUE]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_LongMessageInAPipe_StaysOnItsLine()
    {
        using var rules = new SmallRuleFolder();
        rules.Write($"{new string('s', 200)}.json", "{}");

        var result = await ToolResult.OfAsync("rules", "check", rules.Folder);

        var line = result.Out.Split('\n')[0];
        Assert.True(line.Length > 240, result.Out);
        Assert.EndsWith("[FILE_UNKNOWN]", line.TrimEnd(), StringComparison.Ordinal);
        Assert.Contains("These rules cannot be activated: 1 error, 0 warnings", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_Sarif_PlacesEachProblemInItsLine()
    {
        using var rules = new SmallRuleFolder();
        rules.Write("workflows/all.json", rules.Read("workflows/all.json")
            .Replace("firm.frozen == true", "\\\"禁\\\" == firm.frozn", StringComparison.Ordinal));
        rules.Write("reasons.json", "{\n\n");
        rules.Write("surplus.json", "{}");

        var result = await ToolResult.OfAsync("rules", "check", rules.Folder, "--format", "sarif");

        Assert.Equal(ExitCode.RulesHaveProblems, result.ExitCode);
        var run = JsonDocument.Parse(result.Out).RootElement.GetProperty("runs")[0];
        var results = run.GetProperty("results").EnumerateArray().ToDictionary(
            found => found.GetProperty("ruleId").GetString()!);
        var unknown = results["NAME_UNKNOWN"];
        Assert.Equal("error", unknown.GetProperty("level").GetString());
        var location = unknown.GetProperty("locations")[0];
        var physical = location.GetProperty("physicalLocation");
        Assert.Equal(new Uri(rules.PathOf("workflows/all.json")).AbsoluteUri,
            physical.GetProperty("artifactLocation").GetProperty("uri").GetString());
        var lines = rules.Read("workflows/all.json").Split('\n');
        var line = Array.FindIndex(lines, text => text.Contains("frozn", StringComparison.Ordinal));
        var region = physical.GetProperty("region");
        Assert.Equal(line + 1, region.GetProperty("startLine").GetInt32());
        Assert.Equal(lines[line].IndexOf("firm.frozn", StringComparison.Ordinal) + 1,
            region.GetProperty("startColumn").GetInt32());
        Assert.Equal(lines[line].IndexOf("frozn\"", StringComparison.Ordinal) + 7,
            region.GetProperty("endColumn").GetInt32());
        Assert.Equal("$[0].Rules[1].Expression",
            location.GetProperty("logicalLocations")[0].GetProperty("fullyQualifiedName").GetString());
        Assert.Equal(3, results["JSON_INVALID"].GetProperty("locations")[0].GetProperty("physicalLocation")
            .GetProperty("region").GetProperty("startLine").GetInt32());
        Assert.False(results["FILE_UNKNOWN"].GetProperty("locations")[0].GetProperty("physicalLocation")
            .TryGetProperty("region", out _));
        Assert.Equal(results.Keys.Order(StringComparer.Ordinal), run.GetProperty("tool").GetProperty("driver")
            .GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Check_SarifOfSoundRules_HasNoResultAndEndsWithZero()
    {
        using var rules = new SmallRuleFolder();

        var result = await ToolResult.OfAsync("rules", "check", rules.Folder, "--format", "sarif");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        var log = JsonDocument.Parse(result.Out).RootElement;
        Assert.Equal("2.1.0", log.GetProperty("version").GetString());
        Assert.Equal(0, log.GetProperty("runs")[0].GetProperty("results").GetArrayLength());
    }

    [Theory]
    [InlineData("json", "{ \"accepted\": true")]
    [InlineData("text", "These rules can be activated")]
    [InlineData("xml", "")]
    public async Task Check_Format_IsAmongThree(string format, string start)
    {
        using var rules = new SmallRuleFolder();

        var result = await ToolResult.OfAsync("rules", "check", rules.Folder, "--format", format);

        Assert.StartsWith(start, result.Out, StringComparison.Ordinal);
        Assert.Equal(start.Length == 0 ? ExitCode.Usage : ExitCode.Done, result.ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task AFolderThatIsNotThereEndsWithOne()
    {
        await using var tool = await ToolFixture.StartAsync();
        var result = await tool.RunAsync("rules check no-such-folder");
        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains("no-such-folder", result.Error, StringComparison.Ordinal);
    }
}
