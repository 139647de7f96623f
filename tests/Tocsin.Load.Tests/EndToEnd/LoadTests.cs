using System.Text.Json;
using System.Xml.Linq;
using Tocsin.Server.Tests.Running;
using Xunit;

namespace Tocsin.Load.Tests.EndToEnd;

/// <summary>The load program as a person starts it, in small. No figure is asked to be good.</summary>
public sealed class LoadTests : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(120);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Run_Carried_AnswersEveryCallRightAndWritesWhatItFound()
    {
        var code = await LoadCommand.RunAsync(
            ["--only", "carried", "--seconds", "0.4", "--rounds", "1", "--callers", "8", "--out", _folder.At("out")])
            .WaitAsync(_limit, TestContext.Current.CancellationToken);

        Assert.Equal(0, code);
        using var results = JsonDocument.Parse(await ReadAsync("results.json"));
        var scenario = Assert.Single(results.RootElement.GetProperty("scenarios").EnumerateArray());
        Assert.Equal(2, scenario.GetProperty("targets").GetArrayLength());
        var servers = scenario.GetProperty("servers").EnumerateArray().ToList();
        Assert.Equal(
            ["echo", "Tocsin", "Tocsin, journal written"], servers.Select(one => one.GetProperty("name").GetString()));
        Assert.All(servers, AssertSound);
        var page = XDocument.Parse(await ReadAsync("index.html"));
        XNamespace svg = "http://www.w3.org/2000/svg";
        var drawings = page.Descendants(svg + "svg").ToList();
        Assert.Equal(2, drawings.Count);
        // Of each server a curve, and its mark in the legend.
        Assert.All(drawings, drawing => Assert.Equal(6, drawing.Descendants(svg + "polyline").Count()));
    }

    [Fact]
    public async Task Run_OfAScenarioThatIsNone_IsRefused() =>
        Assert.NotEqual(0, await LoadCommand.RunAsync(["--only", "everything"]));

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private static void AssertSound(JsonElement server)
    {
        Assert.Equal(0, server.GetProperty("wrong").GetInt64());
        var closed = Assert.Single(server.GetProperty("closed").EnumerateArray());
        foreach (var load in server.GetProperty("open").EnumerateArray().Select(open => open.GetProperty("load"))
            .Append(closed))
        {
            Assert.True(load.GetProperty("calls").GetInt64() > 0);
            Assert.True(load.GetProperty("processor_us_per_call").GetDouble() > 0);
            Assert.True(load.GetProperty("allocated_bytes_per_call").GetDouble() > 0);
            var latencies = load.GetProperty("latency_ms");
            Assert.InRange(
                latencies.GetProperty("p50").GetDouble(), double.Epsilon, latencies.GetProperty("max").GetDouble());
        }
    }

    private Task<string> ReadAsync(string file) =>
        File.ReadAllTextAsync(Path.Combine(_folder.At("out"), file), TestContext.Current.CancellationToken);
}
