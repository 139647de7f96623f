using Tocsin.Server.Tests.Running;
using Xunit;

namespace Tocsin.Server.Tests;

/// <summary>What a server asks itself before it is ready leaves no trace.</summary>
public sealed class FirstCallsTests
{
    [Theory]
    [InlineData("Server:Grpc=127.0.0.1:0")]
    [InlineData("Server:Grpc=0.0.0.0:0")]
    [InlineData("Server:Grpc=[::1]:0")]
    public async Task MakeAsync_AnyAddress_AreAnsweredAndNeitherCountedNorJournaled(string address)
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartReadyAsync(
            folder.At("data"), address, "Samples:Enabled=false", "Logging:LogLevel:Tocsin=Debug");

        var page = await Page.GetAsync(server, "/metrics");

        Assert.DoesNotContain("calls that a start makes", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("tocsin_decisions_total{", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("method=\"Decide\"", page.Text, StringComparison.Ordinal);
        Assert.Contains("tocsin_journal_entries_total 0\n", page.Text, StringComparison.Ordinal);
    }
}
