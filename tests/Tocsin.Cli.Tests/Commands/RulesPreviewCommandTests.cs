using System.Runtime.CompilerServices;
using System.Text;
using System.Xml.Linq;
using Google.Protobuf;
using Grpc.Core;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class RulesPreviewCommandTests
{
    private const string Digest = "cccccccc";

    private static readonly string _golden =
        Path.Combine(SharedData.Root, "tests", "Tocsin.Cli.Tests", "Commands", "rules-preview.txt");

    [Fact(Timeout = 60_000)]
    public async Task Preview_Folder_SendsItsFilesAndShowsWhomItAffects()
    {
        await using var tool = await ToolFixture.StartAsync();
        using var rules = new SmallRuleFolder();
        Answers(tool, SamplePreview.Answer());

        var result = await tool.RunAsync(["rules", "preview", rules.Folder]);

        Assert.Equal((ExitCode.Done, ""), (result.ExitCode, result.Error));
        Assert.Equal(await GoldenAsync(), Lines(result.Out));
        var requests = tool.Services.Requests.Cast<PreviewRuleSetRequest>().ToList();
        Assert.Equal(new PreviewOptions { Borrowers = new PreviewedBorrowers() }, requests[0].Options);
        var sent = requests.Skip(1).ToDictionary(request => request.File.Path, request => request.File.Content);
        Assert.Equal(10, sent.Count);
        Assert.Equal(rules.Read("policies/loan.json"), sent["policies/loan.json"].ToString(Encoding.UTF8));
    }

    [Fact(Timeout = 60_000)]
    public async Task Preview_DigestWithApplication_AsksForIt()
    {
        await using var tool = await ToolFixture.StartAsync();
        Answers(tool, SamplePreview.Answer());
        var product = tool.Services.RuleSet.Products[0];

        var result = await tool.RunAsync(
            $"rules preview {Digest} --share 0.25 --without-warnings --product {product.Product} --amount 1000.5 "
            + "--term 12 --kind renewal --purpose stock --list 50");

        Assert.Equal((ExitCode.Done, ""), (result.ExitCode, result.Error));
        Assert.Equal(
            new PreviewOptions
            {
                Digest = Digest,
                MaximumListed = 50,
                Borrowers = new PreviewedBorrowers
                {
                    Share = 0.25,
                    WithoutWarnings = true,
                    Application = new PreviewedApplication
                    {
                        Product = product.Product,
                        Amount = new() { CurrencyCode = product.Currency, Units = 1_000, Nanos = 500_000_000 },
                        TermMonths = 12,
                        Kind = ApplicationKind.Renewal,
                        Purpose = "stock",
                    },
                },
            },
            OptionsOf(tool));
    }

    [Fact(Timeout = 60_000)]
    public async Task Preview_Journal_AsksForThePeriodInLocalTime()
    {
        await using var tool = await ToolFixture.StartAsync();
        Answers(tool, SamplePreview.Answer());

        var result = await tool.RunAsync(
            $"rules preview {Digest} --journal --from 2026-03-01 --until 2026-04-01 --product loan");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        var period = OptionsOf(tool).Journal;
        Assert.Equal(
            (1_772_294_400, 1_774_972_800, "loan"), (period.From.Seconds, period.Until.Seconds, period.Product));
        Assert.Contains("Of 4 borrowers with journaled decisions", result.Out, StringComparison.Ordinal);
        Assert.Contains("journaled decisions of loan, from 2026-03-01", result.Out, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("no-such-folder", "'no-such-folder' is no folder")]
    [InlineData("live", "The live rule set is active already")]
    [InlineData("cccccccc --share 0", "--share is above 0 and at most 1.")]
    [InlineData("cccccccc --share 1.01", "--share is above 0 and at most 1.")]
    [InlineData("cccccccc --list 10001", "--list is from 1 to 10000.")]
    [InlineData("cccccccc --from 2026-03-01", "add --journal")]
    [InlineData("cccccccc --journal --share 0.5", "--journal and --share exclude each other")]
    [InlineData("cccccccc --term 12", "--term needs --product")]
    [InlineData("cccccccc --product loan --without-decisions", "--product and --without-decisions exclude each other")]
    [InlineData("cccccccc --without-warnings --without-decisions", "nothing is left to preview")]
    [InlineData("cccccccc --fail-above many", "--fail-above is a whole number")]
    public async Task Preview_WrongUse_SaysWhatCannotBeUsed(string words, string message)
    {
        await using var tool = await ToolFixture.StartAsync();

        var result = await tool.RunAsync($"rules preview {words}");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Empty(tool.Services.Requests);
    }

    [Fact(Timeout = 60_000)]
    public async Task Preview_Json_IsOneMessageALineWithTheReportLast()
    {
        await using var tool = await ToolFixture.StartAsync();
        var answer = SamplePreview.Answer();
        Answers(tool, answer);
        var file = tool.PathOf("preview.jsonl");

        var result = await tool.RunAsync($"rules preview {Digest} -o json --json {file}");

        Assert.Equal((ExitCode.Done, ""), (result.ExitCode, result.Error));
        Assert.Equal(
            answer.Where(message => message.Progress is null),
            result.Out.TrimEnd().Split('\n').Select(JsonParser.Default.Parse<PreviewRuleSetResponse>));
        Assert.Equal(result.Out, await ReadAsync(file));
    }

    [Fact(Timeout = 60_000)]
    public async Task Preview_Files_HoldTheListAndThePage()
    {
        await using var tool = await ToolFixture.StartAsync();
        Answers(tool, SamplePreview.Answer());
        var (csv, html) = (tool.PathOf("list.csv"), tool.PathOf("page.html"));

        var result = await tool.RunAsync($"rules preview {Digest} --list 1 --csv {csv} --html {html}");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Contains("2 more borrowers would differ; --list shows more", result.Out, StringComparison.Ordinal);
        var rows = (await ReadAsync(csv)).TrimEnd().Split("\r\n");
        Assert.Equal(5, rows.Length);
        Assert.StartsWith("borrower_id,label:lender.branch,level_before,", rows[0], StringComparison.Ordinal);
        Assert.StartsWith(
            "\"'=HYPERLINK(\"\"x\"\"),<b>&\",\"hz, west\",none,red,false,true,2,0,warning,L-1,debt,fin,raised,",
            rows[1], StringComparison.Ordinal);
        Assert.Equal("html", XDocument.Parse(await ReadAsync(html)).Root!.Name.LocalName);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("3", false)]
    [InlineData("2", true)]
    [InlineData("75%", false)]
    [InlineData("74.9%", true)]
    public async Task Preview_FailAbove_AnswersInFullAndEndsWithEleven(string limit, bool isExceeded)
    {
        await using var tool = await ToolFixture.StartAsync();
        Answers(tool, SamplePreview.Answer());

        var result = await tool.RunAsync($"rules preview {Digest} --fail-above {limit}");

        Assert.Equal(isExceeded ? ExitCode.TooManyDiffer : ExitCode.Done, result.ExitCode);
        Assert.Equal(await GoldenAsync(), Lines(result.Out));
        Assert.Equal(
            !isExceeded ? ""
                : $"tocsin: 3 of 4 borrowers (75 %) would differ; --fail-above allows {limit}. [TOO_MANY_DIFFER]\n",
            result.Error);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Preview_RejectedCandidate_PrintsItsProblemsAndEndsWithThree(bool readsFiles)
    {
        await using var tool = await ToolFixture.StartAsync();
        using var rules = new SmallRuleFolder();
        tool.Services.ReadsPreviewedFiles = readsFiles;
        Answers(tool, Rejection());
        var page = tool.PathOf("page.html");

        var result = await tool.RunAsync(["rules", "preview", rules.Folder, "--html", page, "--fail-above", "0"]);

        Assert.Equal((ExitCode.RulesHaveProblems, ""), (result.ExitCode, result.Error));
        Assert.StartsWith(
            "features.json $.views: error: It is <odd>. [VALUE_INVALID]\n"
            + "These rules cannot be activated; nothing was previewed; there are more problems.\n",
            result.Out, StringComparison.Ordinal);
        Assert.False(File.Exists(page));
    }

    [Fact(Timeout = 60_000)]
    public async Task Preview_RejectedCandidateAsJson_IsTheRejection()
    {
        await using var tool = await ToolFixture.StartAsync();
        Answers(tool, Rejection());

        var result = await tool.RunAsync($"rules preview {Digest} --json -");

        Assert.Equal(ExitCode.RulesHaveProblems, result.ExitCode);
        Assert.Equal(Rejection(), JsonParser.Default.Parse<PreviewRuleSetResponse>(result.Out));
    }

    [Fact(Timeout = 60_000)]
    public async Task Preview_CtrlC_CancelsTheCallAndWritesNothing()
    {
        await using var tool = await ToolFixture.StartAsync();
        using var stopping = new CancellationTokenSource();
        var ended = new TaskCompletionSource();
        tool.Services.Previewed = cancelled => WaitAsync(stopping, ended, cancelled);
        var page = tool.PathOf("page.html");

        var result = await ToolResult.OfAsync(
            ["rules", "preview", Digest, "--html", page, "--server", tool.Address], tool.Clock, null, stopping.Token);
        await ended.Task.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((ExitCode.Cancelled, "", ""), (result.ExitCode, result.Out, result.Error));
        Assert.False(File.Exists(page));
    }

    [Fact(Timeout = 60_000)]
    public async Task Preview_EndsWithoutReport_IsNoSuccess()
    {
        await using var tool = await ToolFixture.StartAsync();
        Answers(tool, SamplePreview.Answer()[..^1]);

        var result = await tool.RunAsync($"rules preview {Digest}");

        Assert.Equal((ExitCode.Failed, ""), (result.ExitCode, result.Out));
        Assert.Contains("without its report", result.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Preview_Refused_SaysWhy()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Previewed = _ => throw new RpcException(new Status(StatusCode.NotFound, "not kept"));

        var result = await tool.RunAsync($"rules preview {Digest}");

        Assert.Equal((ExitCode.NotFound, ""), (result.ExitCode, result.Out));
        Assert.Contains("not kept", result.Error, StringComparison.Ordinal);
    }

    private static void Answers(ToolFixture tool, params PreviewRuleSetResponse[] answers) =>
        tool.Services.Previewed = _ => answers.ToAsyncEnumerable();

    private static async IAsyncEnumerable<PreviewRuleSetResponse> WaitAsync(
        CancellationTokenSource stopping, TaskCompletionSource ended,
        [EnumeratorCancellation] CancellationToken cancelled)
    {
        yield return SamplePreview.Progress(PreviewPhase.Borrowers, 1, 4);
        await stopping.CancelAsync();
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancelled);
        }
        finally
        {
            ended.SetResult();
        }
    }

    private static PreviewRuleSetResponse Rejection() => new()
    {
        Rejection = new PreviewRejection
        {
            Digest = SamplePreview.Digest,
            Problems =
            {
                new RuleSetProblem
                {
                    File = "features.json",
                    JsonPath = "$.views",
                    Severity = ProblemSeverity.Error,
                    Code = "VALUE_INVALID",
                    Message = "It is <odd>.",
                },
            },
            Truncated = true,
        },
    };

    private static PreviewOptions OptionsOf(ToolFixture tool) =>
        Assert.IsType<PreviewRuleSetRequest>(tool.Services.Requests.Single()).Options;

    private static async Task<string[]> GoldenAsync() => Lines(await ReadAsync(_golden));

    private static Task<string> ReadAsync(string file) =>
        File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);

    private static string[] Lines(string text) => [.. text.TrimEnd().Split('\n').Select(line => line.TrimEnd())];
}
