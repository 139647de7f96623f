using System.Text.Json;
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

        var files = RuleFolder.Read(_folder);
        var reading = RuleSetReader.Read(files);
        // To name its workflow is what the template leaves to its author.
        Assert.Equal(["INDICATOR_UNNAMED"], reading.Problems.Select(problem => problem.Code));
        Assert.Contains("new_policy", reading.RuleSet!.Policies.Keys);
        Assert.Contains("new_knock_out", reading.RuleSet.Workflows.Keys);
        Assert.Equal(18, reading.Examples);
        Assert.All(files.Files, file =>
        {
            var written = JsonDocument.Parse(file.Content).RootElement;
            // Without it an editor neither completes nor checks the file.
            var schema = written.GetProperty("$schema").GetString()!;
            var folder = Path.GetDirectoryName(Path.Combine(_folder, file.Path))!;
            Assert.True(File.Exists(Path.Combine(folder, schema)), file.Path);
        });
    }

    [Fact]
    public async Task New_IndicatorOfAFeature_TakesItsTitleItsWorseSideAndTheFamilyOfItsView()
    {
        await ToolResult.OfAsync("rules", "new", "ruleset", _folder);
        Replace("features.json", "\"worse\": \"down\",", "\"worse\": \"up\",");

        await ToolResult.OfAsync(
            "rules", "new", "indicator", "cover", "--feature", "accounts.dscr_ratio", "--in", _folder);

        var text = await File.ReadAllTextAsync(
            Path.Combine(_folder, "workflows", "cover.json"), TestContext.Current.CancellationToken);
        Assert.Contains("\"accounts.dscr_ratio > 2\"", text, StringComparison.Ordinal);
        Assert.Contains("\"clear\": \"accounts.dscr_ratio < 1\"", text, StringComparison.Ordinal);
        Assert.Contains("\"accounts.dscr_ratio > 3\"", text, StringComparison.Ordinal);
        Assert.Contains("{\"zh\": \"偿债备付率\", \"en\": \"Debt service coverage\"}", text, StringComparison.Ordinal);
        Assert.Contains("\"family\": \"fin\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_ExamplesOfAFeature_HaveABaseOfItAlone()
    {
        await ToolResult.OfAsync("rules", "new", "ruleset", _folder);

        await ToolResult.OfAsync(
            "rules", "new", "examples", "cover", "--feature", "accounts.dscr_ratio", "--in", _folder);

        var text = await File.ReadAllTextAsync(
            Path.Combine(_folder, "examples", "cover.json"), TestContext.Current.CancellationToken);
        var features = JsonDocument.Parse(text).RootElement.GetProperty("base").GetProperty("features");
        Assert.Equal(["accounts.dscr_ratio"], features.EnumerateObject().Select(feature => feature.Name));
    }

    [Theory]
    [InlineData("indicator", "accounts.dscr", "no feature of features.json; numbers of accounts are dscr_ratio.")]
    [InlineData("indicator", "account.dscr_ratio", "views are registry, judicial, accounts.")]
    [InlineData("knock-out", "judicial.firm_dishonest_listed", "no number, which the template compares")]
    [InlineData("ruleset", "accounts.dscr_ratio", "--feature is for the other kinds")]
    public async Task New_FeatureThatDoesNotServe_IsRefusedWithThoseThatDo(string kind, string feature, string message)
    {
        await ToolResult.OfAsync("rules", "new", "ruleset", _folder);

        var result = await ToolResult.OfAsync("rules", "new", kind, "cover", "--feature", feature, "--in", _folder);

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    private void Replace(string file, string from, string to)
    {
        var path = Path.Combine(_folder, file);
        File.WriteAllText(path, File.ReadAllText(path).Replace(from, to, StringComparison.Ordinal));
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
