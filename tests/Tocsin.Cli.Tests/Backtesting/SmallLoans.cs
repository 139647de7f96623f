using System.Text.Json;

namespace Tocsin.Cli.Tests.Backtesting;

/// <summary>Eight loans in a file whose columns are not the rules' features, decided by the small rule set.</summary>
/// <remarks>
/// Points are 10 from 60 months on, 6 from 24, else 0, and 0 for a missing age. Those of the baseline (T = 1) are
/// 10, 10, 6 and 0, of which the last defaulted; the others' are 10, 6, 0 and 0 (missing): the middle two defaulted.
/// </remarks>
internal sealed class SmallLoans : IDisposable
{
    /// <summary>The rows, from line 2 on.</summary>
    public const string Rows = """
        5,N,0,1
        5,N,0,1
        3,N,0,1
        1,N,1,1
        5,N,0,0
        3,N,1,0
        1,N,1,0
        ,N,0,0

        """;

    /// <summary>The headers.</summary>
    public const string Headers = "Years,Frozen,Bad,T\n";

    private static readonly string[] _meaning =
    [
        "--set", "firm.age_months=Years * 12", "--set", "firm.cases=0", "--set", "firm.frozen=Frozen == \"Y\"",
    ];

    /// <summary>The rules that decide.</summary>
    public SmallRuleFolder Rules { get; } = new();

    /// <summary>The arguments that say what the columns mean but for outcome and split.</summary>
    public static IReadOnlyList<string> Meaning => _meaning;

    /// <summary>Runs a backtest of rows, with outcome, on arguments.</summary>
    public Task<ToolResult> RunAsync(string text, params string[] arguments)
    {
        var file = Rules.PathOf("loans.csv");
        File.WriteAllText(file, text);
        return ToolResult.OfAsync(
            ["backtest", Rules.Folder, file, "--product", "loan", "--outcome", "Bad == 1", .. _meaning, .. arguments]);
    }

    /// <summary>Runs a backtest of the eight loans.</summary>
    public Task<ToolResult> RunAsync(params string[] arguments) => RunAsync(Headers + Rows, arguments);

    /// <summary>The parts of a report in JSON, by name.</summary>
    public static Dictionary<string, JsonElement> Parts(string json) => JsonDocument.Parse(json).RootElement
        .GetProperty("parts").EnumerateArray().ToDictionary(part => part.GetProperty("name").GetString()!);

    /// <summary>A figure of a part; null where it is absent.</summary>
    public static double? Figure(JsonElement part, string name) =>
        part.GetProperty("figures").GetProperty(name) is { ValueKind: JsonValueKind.Number } number
            ? number.GetDouble() : null;

    public void Dispose() => Rules.Dispose();
}
