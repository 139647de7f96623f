using System.Globalization;
using System.Text.Json.Nodes;

namespace Tocsin.Server.Tests.Running;

/// <summary>What a server says of itself over HTTP.</summary>
internal sealed class OperatorPage(ServerProcess server) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(server.HttpAddress) };

    /// <summary>Readiness and its details; the page is there whether ready or not.</summary>
    public async Task<JsonNode> ReadyAsync()
    {
        using var response = await _http.GetAsync(new Uri("/readyz", UriKind.Relative));
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    /// <summary>The problems of the files in the rules folder.</summary>
    public async Task<IReadOnlyList<string>> RuleProblemsAsync() =>
        [.. (await ReadyAsync())["rule_problems"]!.AsArray().Select(problem => (string)problem!)];

    /// <summary>A metric by its name and labels as they are written; 0 when it is not there.</summary>
    public async Task<double> MetricAsync(string name)
    {
        var page = await _http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        var line = page.Split('\n').FirstOrDefault(line => line.StartsWith(name + " ", StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line[(name.Length + 1)..], CultureInfo.InvariantCulture);
    }

    /// <summary>Some metrics as one look at the page shows them, each summed over its labels.</summary>
    public async Task<IReadOnlyList<double>> SumsAsync(params string[] names)
    {
        var lines = (await _http.GetStringAsync(new Uri("/metrics", UriKind.Relative))).Split('\n');
        return [.. names.Select(name => lines
            .Where(line => line.StartsWith(name + " ", StringComparison.Ordinal)
                || line.StartsWith(name + "{", StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture)))];
    }

    /// <summary>How many rule sets of a result there were: activated or rejected.</summary>
    public Task<double> SwapsAsync(string result) => MetricAsync($"tocsin_rule_set_swaps_total{{result=\"{result}\"}}");

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
