using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tocsin.Core.Monitoring;

/// <summary>A baseline as JSON, and back. The form has a version; another one is refused, never guessed at.</summary>
public static class BaselineFile
{
    /// <summary>The version that is written and read.</summary>
    public const int Version = 1;

    /// <summary>The longest text that is read, in characters.</summary>
    public const int MaximumLength = 4 * 1024 * 1024;

    private const double Tolerance = 1e-6;

    private static readonly JsonSerializerOptions _json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <summary>The text of a baseline.</summary>
    public static string Write(ModelBaseline baseline)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        return JsonSerializer.Serialize(
            new Document(
                Version, baseline.Product, baseline.RuleSetDigest, baseline.From, baseline.To, baseline.Count,
                baseline.Measure, baseline.Bins.Edges, baseline.Shares, baseline.Characteristics),
            _json) + "\n";
    }

    /// <summary>Reads a baseline; null, and what is wrong, where the text is none.</summary>
    public static ModelBaseline? Read(string text, out string problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        problem = text.Length > MaximumLength ? $"it has more than {MaximumLength} characters" : "";
        if (problem.Length > 0) return null;
        try
        {
            if (VersionOf(text) is var version && version != Version)
            {
                problem = $"its tocsin_baseline is {version?.ToString() ?? "missing"}; this program reads {Version}";
                return null;
            }

            var document = JsonSerializer.Deserialize<Document>(text, _json)!;
            problem = document.Problem();
            return problem.Length > 0 ? null : new ModelBaseline(
                document.Product, document.RuleSetDigest, document.From, document.To, document.Decisions,
                document.Measure, ScoreBins.Of(document.Edges), document.Shares, document.Characteristics);
        }
        catch (JsonException exception)
        {
            problem = exception.Message;
            return null;
        }
    }

    private static int? VersionOf(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("tocsin_baseline", out var version)
            && version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out var number) ? number : null;
    }

    private sealed record Document(
        [property: JsonPropertyName("tocsin_baseline")] int Version, string Product, string RuleSetDigest,
        DateTimeOffset? From, DateTimeOffset? To, long Decisions, ScoreMeasure Measure, IReadOnlyList<double> Edges,
        IReadOnlyList<double> Shares, IReadOnlyList<BaselineCharacteristic> Characteristics)
    {
        public string Problem()
        {
            if (!ScoreBins.AreEdges(Edges))
                return $"edges are finite and ascend, and there are at most {ScoreBins.MaximumEdges}";
            if (Shares.Count != Edges.Count + 1) return $"{Edges.Count} edges make {Edges.Count + 1} shares";
            if (Decisions < 0) return "decisions is not below 0";
            if (!AreShares(Shares, Decisions == 0)) return "the shares of the score do not add up to 1";
            if (Characteristics.Any(one => one is null)) return "a characteristic is null";
            if (Characteristics.GroupBy(one => one.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
                return $"the characteristic {twice.Key} is there twice";
            foreach (var one in Characteristics)
            {
                if (one.Bins.Select(bin => bin.Bin).Distinct().Count() < one.Bins.Count)
                    return $"a bin of {one.Name} is there twice";
                if (!AreShares([.. one.Bins.Select(bin => bin.Share)], true))
                    return $"the shares of {one.Name} do not add up to 1";
            }

            return "";
        }

        private static bool AreShares(IReadOnlyList<double> shares, bool mayBeEmpty) =>
            shares.All(share => share is >= 0 and <= 1)
            && (Math.Abs(shares.Sum() - 1) < Tolerance || (mayBeEmpty && shares.All(share => share == 0)));
    }
}
