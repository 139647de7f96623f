using Tocsin.Cli.Templates;
using Tocsin.Core.Rules;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class RulesNewCommandTests : IDisposable
{
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("tocsin-new-").FullName, "first");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Fact]
    public async Task New_RuleSet_LoadsAndItsExamplesCoverEveryRule()
    {
        var result = await ToolResult.OfAsync("rules", "new", "ruleset", _folder);

        Assert.Equal(ExitCode.Done, result.ExitCode);
        var reading = RuleSetReader.Read(RuleFolder.Read(_folder));
        Assert.Empty(reading.Problems.Select(problem => problem.ToString()));
        Assert.Equal("first", reading.RuleSet!.Manifest.Name);
        Assert.Empty(ExampleCoverage.Of(reading.RuleSet, reading.Results).Gaps.Select(gap => $"{gap.Rule} {gap.Part}"));
        Assert.True(File.Exists(Path.Combine(_folder, "schemas", "workflow.schema.json")));
    }

    [Fact]
    public async Task New_EveryKind_LoadsIntoANewRuleSet()
    {
        await ToolResult.OfAsync("rules", "new", "ruleset", _folder);
        foreach (var kind in RuleTemplate.Kinds.Where(kind => kind != RuleTemplate.RuleSetKind))
        {
            var result = await ToolResult.OfAsync("rules", "new", kind, "--in", _folder);
            Assert.Equal((ExitCode.Done, kind), (result.ExitCode, kind));
            Assert.Contains("new_" + kind.Replace('-', '_'), result.Out, StringComparison.Ordinal);
        }

        var reading = RuleSetReader.Read(RuleFolder.Read(_folder));
        Assert.Empty(reading.Problems.Select(problem => problem.ToString()));
        Assert.Contains("new_policy", reading.RuleSet!.Policies.Keys);
        Assert.Contains("new_knock_out", reading.RuleSet.Workflows.Keys);
        Assert.Equal(18, reading.Examples);
    }

    [Theory]
    [InlineData("indicator", "\"workflows\": [\"early_warning\"]", "\"workflows\": [\"early_warning\", \"gap\"]",
        "warnings.json")]
    [InlineData("knock-out", "\"knock_outs\": \"knock_outs\"", "\"knock_outs\": \"gap\"",
        "policies/working_capital.json")]
    [InlineData("characteristic", "\"workflow\": \"scorecard\"", "\"workflow\": \"gap\"",
        "policies/working_capital.json")]
    public async Task New_WorkflowThatIsThenNamed_IsReadAsWhatItIs(string kind, string from, string to, string file)
    {
        await ToolResult.OfAsync("rules", "new", "ruleset", _folder);

        await ToolResult.OfAsync("rules", "new", kind, "gap", "--in", _folder);

        var path = Path.Combine(_folder, file);
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken))
            .Replace(from, to, StringComparison.Ordinal), TestContext.Current.CancellationToken);
        // Examples may fail by now; the rule itself has nothing wrong with it.
        Assert.DoesNotContain(RuleSetReader.Read(RuleFolder.Read(_folder)).Problems.Select(problem => problem.Code),
            code => code != "EXAMPLE_FAILED");
    }

    [Fact]
    public async Task New_WhereSomethingIs_WritesNothing()
    {
        Directory.CreateDirectory(_folder);
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "warnings.json"), "mine", TestContext.Current.CancellationToken);

        var result = await ToolResult.OfAsync("rules", "new", "ruleset", _folder);

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains("warnings.json exists; nothing was written", result.Error, StringComparison.Ordinal);
        Assert.Equal(["warnings.json"], Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("workflow", "early_warning", "exists; nothing was written")]
    [InlineData("workflow", "Mine", "is no name")]
    [InlineData("policy", "working_capital", "exists; nothing was written")]
    public async Task New_NameThatCannotBe_IsRefused(string kind, string name, string message)
    {
        await ToolResult.OfAsync("rules", "new", "ruleset", _folder);

        var result = await ToolResult.OfAsync("rules", "new", kind, name, "--in", _folder);

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }
}
