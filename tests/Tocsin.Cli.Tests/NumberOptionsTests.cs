using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Tocsin.Cli.Tests;

public sealed class NumberOptionsTests
{
    [Theory]
    [InlineData("decide p --borrower b --amount abc", "--amount takes a number; 'abc' is none, or too large a one.")]
    [InlineData("decide p --borrower b --amount 1e99", "--amount takes a number; '1e99' is none, or too large a one.")]
    [InlineData("decide p --borrower b --term 1.5", "--term takes a whole number; '1.5' is none, or too large a one.")]
    [InlineData("rules preview r --share x", "--share takes a number; 'x' is none, or too large a one.")]
    [InlineData("watch --count ten", "--count takes a whole number; 'ten' is none, or too large a one.")]
    [InlineData("warnings list --limit ten", "--limit takes a whole number; 'ten' is none, or too large a one.")]
    public async Task Explain_OptionThatIsNoNumber_SaysSoInWords(string words, string expected)
    {
        var result = await ToolResult.OfAsync(
            words.Split(' '), new FakeTimeProvider(), typed: null, TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.StartsWith(expected, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", result.Error, StringComparison.Ordinal);
    }
}
