using System.Xml.Linq;
using Google.Protobuf;
using Grpc.Core;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class WarningsReportCommandTests
{
    [Fact(Timeout = 60_000)]
    public async Task AsksForAPeriodAndShowsTables()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Report = _ => SampleReport.Create();

        var result = await tool.RunAsync(
            "warnings report --from 2026-03-01 --to 2026-04-01 --label lender.branch=hz --horizon 180");

        Assert.Equal((ExitCode.Done, ""), (result.ExitCode, result.Error));
        var request = Assert.IsType<ReportWarningsRequest>(tool.Services.Requests.Single());
        // Midnight in the tool's zone, which is UTC+8.
        Assert.Equal((1_772_294_400, 1_774_972_800), (request.From.Seconds, request.To.Seconds));
        Assert.Equal((180, "hz"), (request.HorizonDays, request.Labels["lender.branch"]));
        Assert.Equal(
            ["txn_sales_drop", "12", "2", "0", "10", "0", "2", "121.8", "66.7 % (2/3)", "0", "50 % (1/2)", "12 d"],
            Row(result.Out, "txn_sales_drop"));
        Assert.Equal(
            ["jud_listed", "0", "0", "0", "0", "0", "0", "0", "-", "1", "0 % (0/2)", "-"],
            Row(result.Out, "jud_listed"));
        Assert.Equal(["raised", "3", "26.5 h", "53 h", "2", "100 h"], Row(result.Out, "raised"));
        Assert.Equal(["suppressed", "0", "-", "-", "0", "-"], Row(result.Out, "suppressed"));
        Assert.Equal(
            ["missed: to acknowledge", "1", "0", "0", "0", "0", "1"], Row(result.Out, "missed: to acknowledge"));
        Assert.Equal(["open now", "0", "0", "0", "3", "1", "4"], Row(result.Out, "open now"));
        Assert.Contains("4 now, 3 of them since the period began, 1 overdue for another look", result.Out,
            StringComparison.Ordinal);
        Assert.Contains("Not counted in full: 1 warning with a history that has lost its first lines.", result.Out,
            StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task AnswersProgramsAndWritesAPage()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Report = _ => SampleReport.Create();
        var file = tool.WriteFile("report.html", "");

        var result = await tool.RunAsync($"warnings report --html {file} -o json");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Equal(new ReportWarningsRequest(), tool.Services.Requests.Single());
        Assert.Equal(SampleReport.Create(), JsonParser.Default.Parse<ReportWarningsResponse>(result.Out));
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal("html", XDocument.Parse(text).Root!.Name.LocalName);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("--from yesterday", "--from: 'yesterday' is not a moment")]
    [InlineData("--label branch", "--label: 'branch' is not written name=value")]
    [InlineData("--label a=1 --label a=2", "--label: a is given twice")]
    public async Task SaysWhatCannotBeUsed(string words, string message)
    {
        await using var tool = await ToolFixture.StartAsync();

        var result = await tool.RunAsync($"warnings report {words}");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Empty(tool.Services.Requests);
    }

    [Fact(Timeout = 60_000)]
    public async Task Refused_WritesNoPage()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Report = _ => throw new RpcException(new Status(StatusCode.InvalidArgument, "too long"));
        var file = tool.WriteFile("report.html", "as before");

        var result = await tool.RunAsync($"warnings report --html {file}");

        Assert.Equal(ExitCode.Refused, result.ExitCode);
        Assert.Equal("as before", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    // The first row of any table that begins with a cell.
    private static string[] Row(string output, string first) => output.Split('\n')
        .Select(line => line.Trim().Trim('│').Split('│').Select(cell => cell.Trim()).ToArray())
        .First(cells => cells.Length > 1 && cells[0] == first);
}
