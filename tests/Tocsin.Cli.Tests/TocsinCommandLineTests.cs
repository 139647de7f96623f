using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Tocsin.Cli.Tests;

public sealed class TocsinCommandLineTests
{
    [Fact]
    public async Task HelpNamesEveryExitCode()
    {
        var result = await RunAsync("--help");
        Assert.Equal(ExitCode.Done, result.ExitCode);
        var listed = result.Out.Split('\n').Select(line => line.Trim().Split(' ')[0]).ToList();
        Assert.All(Enum.GetValues<ExitCode>(), code =>
            Assert.Contains(((int)code).ToString(CultureInfo.InvariantCulture), listed));
    }

    [Theory]
    [InlineData("bogus")]
    [InlineData("decide")]
    [InlineData("watch --for 3")]
    [InlineData("watch --min-level pink")]
    [InlineData("borrowers list --server nowhere")]
    [InlineData("borrowers list --limit 0")]
    [InlineData("features load f.csv --encoding latin1")]
    public async Task WrongUseEndsWithOne(string words)
    {
        var result = await RunAsync(words);
        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.NotEqual("", result.Error);
    }

    [Fact]
    public async Task AServerThatIsNotThereEndsWithFourAndSaysWhatToDo()
    {
        // Port 9 (discard) is not served on test machines; the connection is refused at once.
        var result = await RunAsync("borrowers list --server http://127.0.0.1:9");
        Assert.Equal(ExitCode.Unavailable, result.ExitCode);
        Assert.StartsWith("tocsin: No Tocsin server answers at http://127.0.0.1:9/. ", result.Error,
            StringComparison.Ordinal);
        Assert.Contains("dotnet run --project src/Tocsin.Server", result.Error, StringComparison.Ordinal);
        Assert.EndsWith("[SERVER_UNREACHABLE]", result.Error.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal("", result.Out);
    }

    private static Task<ToolResult> RunAsync(string words) => ToolResult.OfAsync(
        words.Split(' '),
        new FakeTimeProvider(new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero)),
        typed: null,
        TestContext.Current.CancellationToken);
}
