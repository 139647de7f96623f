using Tocsin.Load.Loads;

namespace Tocsin.Load.Reports;

/// <summary>What a run came to. Immutable.</summary>
/// <param name="Where">The command, the machine, the sources and the seed, by name.</param>
/// <param name="Plan">How it was made.</param>
/// <param name="At">When it began.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Reports">What its scenarios came to.</param>
internal sealed record Results(
    IReadOnlyDictionary<string, string> Where, LoadPlan Plan, DateTimeOffset At, TimeSpan Took,
    IReadOnlyList<ScenarioReport> Reports)
{
    private const string Data = "results.json";
    private const string Page = "index.html";

    /// <summary>Reads where a figure was seen from lines that begin with a name.</summary>
    public static IReadOnlyDictionary<string, string> ReadWhere(IEnumerable<string> lines) =>
        lines.Select(line => line.Split(' ', 2)).Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0], parts => parts[1].Trim(), StringComparer.Ordinal);

    /// <summary>Writes them into a folder, which is made: <c>results.json</c> and <c>index.html</c>.</summary>
    public async Task WriteAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, Data), ResultsJson.Write(this));
        await File.WriteAllTextAsync(Path.Combine(folder, Page), ResultsPage.Write(this));
    }
}
