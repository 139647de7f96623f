using System.Text.Json;
using System.Text.Json.Nodes;
using Tocsin.V1;
using static Tocsin.Server.Tests.Running.SampleRequests;

namespace Tocsin.Server.Tests.Running;

/// <summary>The borrower that the shipped examples start from: sound in every respect, with one loan.</summary>
internal static class SoundBorrower
{
    private static readonly JsonNode _file = JsonNode.Parse(
        File.ReadAllText(Path.Combine(ProjectFolder.Rules, "examples", "mse_working_capital.json")))!;

    private static readonly JsonObject _features = _file["base"]!["features"]!.AsObject();

    /// <summary>Everything that feeds send of it today; values before are the server's to keep.</summary>
    public static List<FeatureViewValues> Views() => Views(RealClock.Instance.GetUtcNow());

    /// <summary>Everything that feeds send of it on the day of a moment.</summary>
    public static List<FeatureViewValues> Views(DateTimeOffset now)
    {
        // The examples' dates are meant from their own day: a sale of last week stays one of last week.
        var daysSince = (now - _file["as_of"]!.GetValue<DateTimeOffset>()).Days;
        return Views(daysSince);
    }

    private static List<FeatureViewValues> Views(int daysSince) =>
        [.. _features.Where(pair => !pair.Key.EndsWith("_previous", StringComparison.Ordinal)
            && !pair.Key.StartsWith("warnings.", StringComparison.Ordinal))
            .GroupBy(pair => pair.Key.Split('.')[0]).Select(group => OfExposure(
                group.Key is "loan" or "repayment" or "collateral" ? "loan-1" : "",
                View(group.Key, [.. group.Select(pair => (pair.Key.Split('.')[1], Value(pair.Value!, daysSince)))])))];

    private static FeatureValue Value(JsonNode node, int daysSince)
    {
        if (node.GetValueKind() is JsonValueKind.True or JsonValueKind.False) return Flag(node.GetValue<bool>());
        if (node.GetValueKind() == JsonValueKind.Number) return Number(node.GetValue<double>());
        var text = node.GetValue<string>();
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", out var date)) return Text(text);
        var today = date.AddDays(daysSince);
        return Date(today.Year, today.Month, today.Day);
    }
}
