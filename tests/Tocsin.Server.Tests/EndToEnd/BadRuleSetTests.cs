using Google.Protobuf;
using Grpc.Core;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>Files are checked within bounds, every problem is told, and nothing that is checked is activated.</summary>
public sealed class BadRuleSetTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const int Chunk = 1024 * 1024;

    public static TheoryData<string> Paths =>
    [
        "", "/", "..", "../rules/ruleset.json", "/etc/passwd", "workflows/../../x.json", "./x.json", "a//b.json",
        "workflows/", "a\\b.json", "..\\x.json", new string('p', 257),
    ];

    public static TheoryData<BadInput<ListRuleSetsRequest>> Lists =>
    [
        new BadInput<ListRuleSetsRequest>(
            "negative page", request => request.PageSize = -1, "PAGE_INVALID", "page_size"),
        new BadInput<ListRuleSetsRequest>(
            "page too large", request => request.PageSize = 1_001, "PAGE_INVALID", "page_size"),
        new BadInput<ListRuleSetsRequest>(
            "token of letters", request => request.PageToken = "x", "PAGE_INVALID", "page_token"),
        new BadInput<ListRuleSetsRequest>(
            "negative token", request => request.PageToken = "-1", "PAGE_INVALID", "page_token"),
        new BadInput<ListRuleSetsRequest>(
            "token past all numbers", request => request.PageToken = new string('9', 30), "PAGE_INVALID", "page_token"),
    ];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task CheckRuleSet_PathOutsideTheSet_IsRefused(string path)
    {
        var refusal = await Refusal.OfAsync(CheckAsync([(path, "{}"u8.ToArray())]));

        Assert.Equal(new Refusal(StatusCode.InvalidArgument, "REQUEST_INVALID", "path"), refusal);
        await server.StillAnswersAsync();
    }

    [Fact]
    public async Task CheckRuleSet_ChunkTooLarge_IsRefused() =>
        await TooManyAsync([("features.json", new byte[Chunk + 1])]);

    [Fact]
    public async Task CheckRuleSet_FileTooLarge_IsRefused() =>
        await TooManyAsync(Enumerable.Range(0, 9).Select(_ => ("features.json", new byte[Chunk])));

    [Fact]
    public async Task CheckRuleSet_TooManyFiles_IsRefused() =>
        await TooManyAsync(Enumerable.Range(0, 2_001).Select(i => ($"workflows/w{i}.json", "{}"u8.ToArray())));

    [Fact]
    public async Task CheckRuleSet_SetTooLarge_IsRefused() =>
        await TooManyAsync(Enumerable.Range(0, 65).Select(i => ($"workflows/w{i}.json", new byte[Chunk])));

    [Fact]
    public async Task CheckRuleSet_Nothing_IsNotAccepted()
    {
        var response = await CheckAsync([]);

        Assert.False(response.Accepted);
        Assert.Contains(response.Problems, problem => problem.File == "features.json"
            || problem.Message.Contains("features.json", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CheckRuleSet_ShippedRules_AreAccepted()
    {
        var response = await CheckAsync(FilesOf(ProjectFolder.Rules));
        var active = await server.RuleSets.GetActiveRuleSetAsync(new GetActiveRuleSetRequest());

        Assert.True(response.Accepted, string.Join('\n', response.Problems));
        Assert.Equal(active.RuleSet.Digest, response.Digest);
        Assert.True(response.Examples > 200, $"{response.Examples} examples ran.");
        Assert.Equal(0, response.FailedExamples);
    }

    [Fact]
    public async Task CheckRuleSet_BrokenRules_SaysEveryProblemAndActivatesNothing()
    {
        using var folder = new TemporaryFolder();
        var rules = BrokenRules.In(folder);

        var response = await CheckAsync(FilesOf(rules));

        Assert.False(response.Accepted);
        Assert.Contains(response.Problems, problem =>
            problem is { File: "workflows/knock_outs.json", JsonPath: "$.Rules[0].Expression", Column: > 0 }
            && problem.Severity == ProblemSeverity.Error);
        Assert.Contains(response.Problems, problem => problem.File == "calendar.json");
        var active = await server.RuleSets.GetActiveRuleSetAsync(new GetActiveRuleSetRequest());
        Assert.Equal(1, active.RuleSet.Activation);
        Assert.Empty(active.FolderProblems);
        await server.StillAnswersAsync();
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task ListRuleSets_BadPage_IsRefusedByName(BadInput<ListRuleSetsRequest> bad)
    {
        ArgumentNullException.ThrowIfNull(bad);
        var request = new ListRuleSetsRequest();
        bad.Spoil(request);

        Assert.Equal(bad.Expected, await Refusal.OfAsync(server.RuleSets.ListRuleSetsAsync(request)));
        await server.RuleSets.ListRuleSetsAsync(new ListRuleSetsRequest());
    }

    private async Task TooManyAsync(IEnumerable<(string, byte[])> files)
    {
        var refusal = await Refusal.OfAsync(CheckAsync(files));

        Assert.Equal(new Refusal(StatusCode.InvalidArgument, "TOO_MANY", "content"), refusal);
        await server.StillAnswersAsync();
    }

    private async Task<CheckRuleSetResponse> CheckAsync(IEnumerable<(string Path, byte[] Content)> chunks)
    {
        using var call = server.RuleSets.CheckRuleSet();
        try
        {
            foreach (var (path, content) in chunks)
            {
                await call.RequestStream.WriteAsync(new CheckRuleSetRequest
                {
                    Path = path,
                    Content = UnsafeByteOperations.UnsafeWrap(content),
                });
            }

            await call.RequestStream.CompleteAsync();
        }
        catch (Exception fault) when (fault is RpcException or InvalidOperationException)
        {
            // A server that has heard enough answers before the last chunk; its answer says why.
        }

        return await call.ResponseAsync.WaitAsync(TimeSpan.FromSeconds(60));
    }

    private static IEnumerable<(string, byte[])> FilesOf(string folder) =>
        from path in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(folder, path).Replace('\\', '/')
        where !relative.StartsWith("schemas/", StringComparison.Ordinal)
        select (relative, File.ReadAllBytes(path));
}
