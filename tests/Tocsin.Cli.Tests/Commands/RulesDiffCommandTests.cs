using Tocsin.Core.Rules;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class RulesDiffCommandTests : IDisposable
{
    private readonly SmallRuleFolder _before = new();
    private readonly SmallRuleFolder _after = new();

    public void Dispose()
    {
        _before.Dispose();
        _after.Dispose();
    }

    [Fact]
    public async Task Diff_FoldersWithTheSameFiles_EndsWithZero()
    {
        var result = await DiffAsync("--fail-on-difference");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Contains("They are the same files.", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_FoldersWrittenOtherwise_SayTheSame()
    {
        _after.Write("parameters.json", SmallRuleFolder.Parameters.Replace("0.90", "9e-1", StringComparison.Ordinal));

        var result = await DiffAsync("--fail-on-difference");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Contains("They say the same; only how their files are written differs.", result.Out,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_Folders_AreToldByHeadingWithBeforeAfterAndReaders()
    {
        Change("parameters.json", "0.90", "0.80");
        Change("policies/loan.json", "\"approve_up_to_pd\":0.5", "\"approve_up_to_pd\":0.4");
        Change("workflows/all.json", "firm.loan == true", "firm.loan != false");
        Change("examples/loan.json", "\"young\"", "\"younger\"");

        var result = await DiffAsync();

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Equal(
            """
            Parameters
              parameter debt_red
                value: 0.90 → 0.80 ratio
                read by warnings/debt/red

            Product loan
              policy loan
                outcome.approve_up_to_pd: 0.5 → 0.4

            Warning indicator debt
              indicator warnings/debt
                applies_when: firm.loan == true → firm.loan != false

            Examples
              example loan/younger, was called young

            4 differences.
            """.ReplaceLineEndings("\n"),
            result.Out[result.Out.IndexOf("Parameters", StringComparison.Ordinal)..].ReplaceLineEndings("\n").Trim());
        Assert.Matches(@"decisions +may differ\s", result.Out);
        Assert.Matches(@"warnings +may differ\s", result.Out);
        Assert.Matches(@"classification +the same\s", result.Out);
        Assert.Matches(@"review +an activation of one after the other looks at every borrower", result.Out);
    }

    [Fact]
    public async Task Diff_OnlyDecisionsDiffer_ProvesThatWarningsDoNot()
    {
        Change("policies/loan.json", "0.5", "0.4");

        var result = await DiffAsync("-o", "json");

        var answer = DiffRuleSetsResponse.Parser.ParseJson(result.Out);
        Assert.Equal((false, true), (answer.DecidesTheSame, answer.WarnsTheSame));
        Assert.Equal((true, true), (answer.HasSameWarningDigest, answer.SameWarningDigest));
        var only = Assert.Single(answer.Differences);
        Assert.Equal((RuleSetChange.Changed, "policy", "loan", "outcome.approve_up_to_pd"),
            (only.Change, only.Kind, only.Subject, only.Facet));
        Assert.Equal("loan", Assert.Single(only.Products));
        Assert.Equal((RuleFolder.Read(_before.Folder).Digest, "small", "1"),
            (answer.Base.Digest, answer.Base.Name, answer.Base.Revision));
    }

    [Fact]
    public async Task Diff_Asked_FailsOnADifference()
    {
        Change("ruleset.json", "\"1\"", "\"2\"");

        Assert.Equal(ExitCode.Done, (await DiffAsync()).ExitCode);
        Assert.Equal(ExitCode.RulesDiffer, (await DiffAsync("--fail-on-difference")).ExitCode);
    }

    [Fact]
    public async Task Diff_AddedRule_IsToldWithAllThatItSays()
    {
        Change("workflows/all.json", "{\"RuleName\": \"frozen\"",
            "{\"RuleName\": \"young\", \"Expression\": \"firm.age_months < 6\"}, {\"RuleName\": \"frozen\"");

        var result = await DiffAsync();

        Assert.Contains("  knock out knock_outs/young, added", result.Out, StringComparison.Ordinal);
        Assert.Contains("    + expression: firm.age_months < 6", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_FileThatCannotBeRead_IsToldAndTheOthersCompared()
    {
        _after.Write("policies/loan.json", "{");
        Change("parameters.json", "0.90", "0.80");

        var result = await DiffAsync();

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Contains("file policies/loan.json, changed: can be read → cannot be read: ", result.Out,
            StringComparison.Ordinal);
        Assert.Contains("value: 0.90 → 0.80 ratio", result.Out, StringComparison.Ordinal);
        Assert.Contains("not known: one of the two cannot be compiled", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-folder")]
    [InlineData("abc123")]
    public async Task Diff_NeitherFolderNorDigest_IsAUsageFault(string name)
    {
        var result = await ToolResult.OfAsync("rules", "diff", name);

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains(name, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_FolderWithoutRules_IsAUsageFault()
    {
        var empty = Directory.CreateDirectory(_before.PathOf("empty")).FullName;

        Assert.Equal(ExitCode.Usage, (await ToolResult.OfAsync("rules", "diff", empty)).ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task Diff_OneFolder_IsSentAndComparedWithTheLiveSet()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Differences = new DiffRuleSetsResponse { Base = new(), Candidate = new(), WarnsTheSame = true };

        var result = await tool.RunAsync(["rules", "diff", _after.Folder]);

        Assert.Equal(ExitCode.Done, result.ExitCode);
        var requests = tool.Services.Requests.OfType<DiffRuleSetsRequest>().ToList();
        Assert.All(requests, request => Assert.Equal("", request.Base + request.Candidate));
        Assert.All(requests, request => Assert.Null(request.BaseFile));
        Assert.Equal(RuleFolder.Read(_after.Folder).Files.Select(file => file.Path),
            requests.Select(request => request.CandidateFile?.Path).OfType<string>());
    }

    [Fact(Timeout = 60_000)]
    public async Task Diff_DigestAndLive_AreNamedToTheServer()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Differences = new DiffRuleSetsResponse { Base = new(), Candidate = new() };

        var result = await tool.RunAsync("rules diff 0123456789ab live");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        var request = Assert.Single(tool.Services.Requests.OfType<DiffRuleSetsRequest>());
        Assert.Equal(("0123456789ab", ""), (request.Base, request.Candidate));
    }

    private Task<ToolResult> DiffAsync(params string[] options) =>
        ToolResult.OfAsync(["rules", "diff", _before.Folder, _after.Folder, .. options]);

    private void Change(string path, string old, string replacement)
    {
        Assert.Contains(old, _after.Read(path), StringComparison.Ordinal);
        _after.Write(path, _after.Read(path).Replace(old, replacement, StringComparison.Ordinal));
    }
}
