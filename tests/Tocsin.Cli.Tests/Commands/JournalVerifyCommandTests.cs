using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Tocsin.Core.Features;
using Tocsin.Journal;
using Tocsin.Journal.Records;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class JournalVerifyCommandTests
{
    [Fact(Timeout = 60_000)]
    public async Task Verify_SoundServer_EndsWithZero()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Verified = new VerifyJournalResponse
        {
            Instance = "host-5050",
            Groups = 3,
            Entries = 9,
            Problems = { SampleJournal.Problem(JournalProblemKind.TornTail) },
            AnchoredGroup = 3,
            Sound = true,
        };

        var result = await tool.RunAsync("journal verify");

        Assert.Equal((ExitCode.Done, ""), (result.ExitCode, result.Error));
        string[] expected = ["host-5050", "3 groups, 9 entries", "group 3", "TORN_TAIL", "The journal is sound."];
        Assert.All(expected, text => Assert.Contains(text, result.Out, StringComparison.Ordinal));
    }

    [Fact(Timeout = 60_000)]
    public async Task Verify_DamagedServer_ListsFindingsAndEndsWithEight()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Verified = new VerifyJournalResponse { Problems = { SampleJournal.Problem() }, Truncated = true };

        var table = await tool.RunAsync("journal verify");
        var json = await tool.RunAsync("journal verify -o json");

        Assert.Equal((ExitCode.JournalDamaged, ExitCode.JournalDamaged), (table.ExitCode, json.ExitCode));
        string[] expected = ["segment-1 at byte 512", "more findings", "DAMAGED", "the store has none"];
        Assert.All(expected, text => Assert.Contains(text, table.Out, StringComparison.Ordinal));
        Assert.Equal(tool.Services.Verified, JsonParser.Default.Parse<VerifyJournalResponse>(json.Out));
    }

    [Fact(Timeout = 60_000)]
    public async Task Verify_Folder_NeedsNoServer()
    {
        await using var tool = await ToolFixture.StartAsync();
        var (folder, _) = await WriteAsync(tool, "journal");

        var result = await ToolResult.OfAsync("journal", "verify", "--folder", folder);

        Assert.Equal((ExitCode.Done, ""), (result.ExitCode, result.Error));
        string[] expected = ["3 groups", "a cut end cannot be told", "The journal is sound."];
        Assert.All(expected, text => Assert.Contains(text, result.Out, StringComparison.Ordinal));
    }

    [Fact(Timeout = 60_000)]
    public async Task Verify_FlippedByte_EndsWithEight()
    {
        await using var tool = await ToolFixture.StartAsync();
        var (folder, _) = await WriteAsync(tool, "journal");
        var segment = Segment(folder);
        var bytes = await File.ReadAllBytesAsync(segment, TestContext.Current.CancellationToken);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(segment, bytes, TestContext.Current.CancellationToken);

        var result = await ToolResult.OfAsync("journal", "verify", "--folder", folder);

        Assert.Equal(ExitCode.JournalDamaged, result.ExitCode);
        Assert.Contains(Path.GetFileName(segment), result.Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Verify_FolderWithTheServersAnchor_FindsACutEnd()
    {
        await using var tool = await ToolFixture.StartAsync();
        var (folder, anchor) = await WriteAsync(tool, "journal");
        tool.Services.Verified = new VerifyJournalResponse { Instance = "host-5050", Anchor = anchor, Sound = true };

        var whole = await tool.RunAsync($"journal verify --folder {folder} --anchor-from-server");
        anchor.Group++;
        var cut = await tool.RunAsync($"journal verify --folder {folder} --anchor-from-server");

        Assert.Equal((ExitCode.Done, ExitCode.JournalDamaged), (whole.ExitCode, cut.ExitCode));
        Assert.Contains("TAIL_CUT", cut.Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Verify_AnchorOfAnotherHash_EndsWithEight()
    {
        await using var tool = await ToolFixture.StartAsync();
        var (folder, anchor) = await WriteAsync(tool, "journal");
        anchor.Hash = new string('a', 64);
        tool.Services.Verified = new VerifyJournalResponse { Instance = "host-5050", Anchor = anchor, Sound = true };

        var result = await tool.RunAsync($"journal verify --folder {folder} --anchor-from-server");

        Assert.Equal(ExitCode.JournalDamaged, result.ExitCode);
        Assert.Contains("ANCHOR_DIFFERS", result.Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Verify_FolderWithoutAJournal_IsNotSound()
    {
        await using var tool = await ToolFixture.StartAsync();
        var (folder, _) = await WriteAsync(tool, "journal");

        var above = await ToolResult.OfAsync("journal", "verify", "--folder", Path.GetDirectoryName(folder)!);
        var nowhere = await ToolResult.OfAsync("journal", "verify", "--folder", tool.PathOf("nowhere"));
        var unanchored = await tool.RunAsync($"journal verify --folder {folder} --anchor-from-server");

        Assert.Equal(ExitCode.NotFound, above.ExitCode);
        Assert.Contains("its folders are host-5050", above.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, nowhere.ExitCode);
        Assert.Equal(ExitCode.NotFound, unanchored.ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task Verify_AnchorWithoutFolder_IsAWrongUse()
    {
        await using var tool = await ToolFixture.StartAsync();

        var result = await tool.RunAsync("journal verify --anchor-from-server");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Empty(tool.Services.Requests);
    }

    private static string Segment(string folder) =>
        Directory.GetFiles(folder).MaxBy(file => new FileInfo(file).Length)!;

    // A journal of three groups, and what a store would know of it.
    private static async Task<(string Folder, StoreAnchor Anchor)> WriteAsync(ToolFixture tool, string name)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var options = new JournalOptions { Folder = tool.PathOf(name), Instance = "host-5050" };
        await using var journal = await DecisionJournal.OpenAsync(options, null, tool.Clock, cancellation);
        for (var at = 0; at < 3; at++)
        {
            var id = ByteString.CopyFrom(DecisionId.New(SampleJournal.At, at).ToByteArray());
            await journal.AppendAsync(
                new DecisionOutcomeRecord { DecisionId = id, Caller = new string('c', 200) },
                BorrowerId.Parse("wang"), cancellation);
        }

        var head = journal.Figures.Head;
        return (journal.Folder, new StoreAnchor
        {
            Journal = journal.Journal,
            Group = head.Group,
            Entries = head.Entries,
            Hash = head.Hash,
            OldestGroup = 1,
            OldestPrevious = JournalHead.None.Hash,
            NotedAt = SampleJournal.At.ToTimestamp(),
        });
    }
}
