using Tocsin.Conformance;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>A preview as the risk team runs it, with the tool against a running server.</summary>
public sealed class PreviewToolTests(RedisServer redis)
{
    private const int Borrowers = 48;

    [Fact]
    public async Task Preview_WithTheTool_SaysWhatTheServerAnswers()
    {
        using var folder = new TemporaryFolder();
        var clock = new BranchClock(folder.At("clock"), new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));
        var (rules, next) = (new RuleCopy(folder), new RuleCopy(folder, "next"));
        next.SetParameter("debt_to_assets_yellow", 0.62);
        next.SetParameter("lgd", 0.6);
        await using var server = await StorePlace.Of(StoreKind.Sqlite, folder, redis).StartAsync(
            rules.Setting, clock.Setting, "Warnings:CheckpointMs=300", "Warnings:SweepMs=100");
        await new PreviewPortfolio(server, clock, Borrowers, isLinked: false).PlayAsync();
        var expected = await PreviewCall.RunAsync(
            server, new PreviewOptions { Borrowers = new PreviewedBorrowers() }, next.Folder);

        var (output, exitCode) = await ToolProcess.RunAsync(server, folder.Path,
            ["rules", "preview", "next", "--json", "said.jsonl", "--csv", "list.csv", "--html", "page.html"]);

        Assert.Equal(0, exitCode);
        Assert.Contains($"Of {Borrowers} borrowers {expected.Report!.Differing} (", output, StringComparison.Ordinal);
        var said = File.ReadLines(folder.At("said.jsonl")).Select(PreviewRuleSetResponse.Parser.ParseJson).ToList();
        Assert.NotEmpty(expected.Borrowers);
        Assert.Equal(expected.Borrowers, said.SkipLast(1).Select(message => message.Borrower));
        Assert.Equal(expected.Report.Warnings, said[^1].Report.Warnings);
        Assert.Equal(expected.Report.Decisions, said[^1].Report.Decisions);
        var listed = File.ReadLines(folder.At("list.csv")).Skip(1).Select(line => line.Split(',')[0]).Distinct();
        Assert.Equal(expected.Borrowers.Select(borrower => borrower.BorrowerId), listed);
        Assert.Contains("Borrowers that would differ", File.ReadAllText(folder.At("page.html")),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_TooManyOrNoRules_EndsWithItsExitCode()
    {
        using var folder = new TemporaryFolder();
        var (rules, next) = (new RuleCopy(folder), new RuleCopy(folder, "next"));
        await using var server = await StorePlace.Of(StoreKind.Sqlite, folder, redis).StartAsync(rules.Setting);

        // Nobody is stored yet: what would change is not known.
        var nobody = await ToolProcess.RunAsync(
            server, folder.Path, ["rules", "preview", "next", "--fail-above", "5%"]);
        next.Delete("features.json");
        var broken = await ToolProcess.RunAsync(server, folder.Path, ["rules", "preview", "next"]);

        Assert.Equal(11, nobody.ExitCode);
        Assert.Contains("[TOO_MANY_DIFFER]", nobody.Output, StringComparison.Ordinal);
        Assert.Equal(3, broken.ExitCode);
        Assert.Contains("[FILE_MISSING]", broken.Output, StringComparison.Ordinal);
    }
}
