using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class BorrowersDeleteCommandTests
{
    [Theory(Timeout = 60_000)]
    [InlineData("borrowers delete B1 --reason repaid", "B1\n", ExitCode.Done, 1)]
    [InlineData("borrowers delete B1 --reason repaid", "y\n", ExitCode.Cancelled, 0)]
    [InlineData("borrowers delete B1 --reason repaid", "", ExitCode.Cancelled, 0)]
    [InlineData("borrowers delete B1 --reason repaid", null, ExitCode.Usage, 0)]
    [InlineData("borrowers delete B1 --reason repaid --yes", null, ExitCode.Done, 1)]
    internal async Task ErasesOnlyWhatWasConfirmed(string words, string? typed, ExitCode code, int calls)
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Delete = _ => new();
        Assert.Equal(code, (await tool.RunAsync(words, typed)).ExitCode);
        Assert.Equal(calls, tool.Services.Requests.Count);
    }
}
