using System.Text.Json;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>The README's tour, taken as it is written: what it shows is what comes out.</summary>
public sealed class ReadmeTests : IDisposable
{
    private const string Prompt = "$ tocsin ";

    private readonly TemporaryFolder _folder = new();
    private readonly string _rules;

    public ReadmeTests() => _rules = _folder.CopyOf(ProjectFolder.Rules, "rules");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Tour_TakenAsWritten_ShowsWhatTheReadmeShows()
    {
        await using var server = await ServerProcess.StartReadyAsync(_folder.At("data"), $"Rules:Folder={_rules}");
        await SamplesAreReviewedAsync(server);
        using var watch = await Watch.FromNowAsync(server);

        await ShowsAsync(server, "decide");
        await ShowsAsync(server, "features put");
        var raised = await watch.ChangeAsync();
        SetOrange(0.805);
        var fallen = await watch.ChangeAsync();
        SetOrange(0.9);
        await ShowsAsync(server, "rules check");

        // The newest change stands first.
        Assert.Equal(WatchedRows(), [Row(fallen), Row(raised)]);
    }

    // The samples are put and reviewed after the server is ready.
    private static Task SamplesAreReviewedAsync(ServerProcess server) => Eventually.SoAsync(
        async () =>
        {
            var clients = new Clients(server);
            var page = await clients.Features.ListBorrowersAsync(new ListBorrowersRequest());
            await clients.AllReviewedAsync(page.Borrowers.Select(borrower => borrower.BorrowerId));
            return page.Borrowers.Count == 60;
        },
        "the samples are there");

    private void SetOrange(double value)
    {
        var file = Path.Combine(_rules, "parameters.json");
        File.WriteAllText(file, RuleCopy.WithParameter(File.ReadAllText(file), "debt_to_assets_orange", value));
    }

    private async Task ShowsAsync(ServerProcess server, string command)
    {
        var block = Block(command);
        var (output, _) = await ToolProcess.RunAsync(server, _folder.Path, block[0][Prompt.Length..].Split(' '));
        var printed = output.Split('\n').Select(line => line.TrimEnd()).ToList();
        var at = 0;
        // In order; three dots stand for lines left out.
        foreach (var line in block.Skip(1).Where(line => line != "..."))
        {
            var found = printed.IndexOf(line.TrimEnd(), at);
            Assert.True(found >= 0, $"The README shows\n{line}\nbut `{block[0]}` printed\n{output}");
            at = found + 1;
        }
    }

    // The cells of the table that carry a change: what, level, borrower, where it stands, cause.
    private static List<string> WatchedRows() =>
        [.. from line in Block("watch")
            where line.StartsWith('│') && line.Contains("sample-", StringComparison.Ordinal)
            let cells = line.Split('│', StringSplitOptions.TrimEntries)
            select string.Join(", ", cells[2], cells[3], cells[4], cells[5], cells[7])];

    private static string Row(WarningChange change) => string.Join(", ",
        Word(change.Kind), $"{Word(change.LevelBefore)} → {Word(change.Warning.Level)}", change.Warning.BorrowerId,
        $"{Word(change.BorrowerBefore.Level)} → {Word(change.BorrowerAfter.Level)}",
        $"{Word(change.Cause.Kind)} {change.Cause.Reference}");

    private static string Word<T>(T value) where T : struct, Enum =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static List<string> Block(string command) =>
        [.. File.ReadLines(Path.Combine(ProjectFolder.Root, "README.md"))
            .SkipWhile(line => !line.StartsWith(Prompt + command, StringComparison.Ordinal))
            .TakeWhile(line => line != "```")];
}
