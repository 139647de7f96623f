using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tocsin.Cli.Backtesting;

/// <summary>
/// What the columns of a file mean to a rule set: what a mapping file holds, and the command line adds to. Immutable.
/// </summary>
internal sealed record BacktestMapping
{
    private const int LongestFile = 1024 * 1024;

    private static readonly JsonSerializerOptions _json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Expressions over columns, by the feature or the input of the request that they give.</summary>
    public Dictionary<string, string> Set { get; init; } = [];

    /// <summary>Features of columns that hold them as they are, by header.</summary>
    public Dictionary<string, string> Map { get; init; } = [];

    /// <summary>Types of columns, by header; the others are told from the first rows.</summary>
    public Dictionary<string, string> Types { get; init; } = [];

    /// <summary>The view of headers that name a feature only; null for none.</summary>
    public string? View { get; init; }

    /// <summary>True where the borrower defaulted; null when the file does not say.</summary>
    public string? Outcome { get; init; }

    /// <summary>True for the rows of the baseline; null when the file is one part.</summary>
    public string? Split { get; init; }

    /// <summary>The names of the two parts, the baseline's first.</summary>
    public string[] PartNames { get; init; } = ["baseline", "rest"];

    /// <summary>True where the loan was granted in the end; null when the file does not say.</summary>
    public string? Granted { get; init; }

    /// <summary>The column that names the borrower; null for none.</summary>
    public string? BorrowerColumn { get; init; }

    /// <summary>The column that holds the request's id; null for none, so that nothing repeats.</summary>
    public string? RequestColumn { get; init; }

    /// <summary>The column that holds the moment as of which is decided; null for one moment of all rows.</summary>
    public string? AsOfColumn { get; init; }

    /// <summary>Reads a mapping file.</summary>
    /// <exception cref="CommandFailedException">It cannot be used.</exception>
    public static BacktestMapping Read(FileInfo file)
    {
        if (file.Length > LongestFile)
            throw CommandFailedException.Usage($"{file} has more than {LongestFile} bytes; it is no mapping.");
        try
        {
            var mapping = JsonSerializer.Deserialize<BacktestMapping>(File.ReadAllText(file.FullName), _json);
            return mapping ?? throw CommandFailedException.Usage($"{file} holds null, which is no mapping.");
        }
        catch (JsonException failure)
        {
            throw CommandFailedException.Usage($"{file} is no mapping: {failure.Message}");
        }
    }

    /// <summary>This mapping with values added by name; those that are added take the place of others.</summary>
    public static Dictionary<string, string> Merge(
        Dictionary<string, string> known, IReadOnlyDictionary<string, string> added)
    {
        var merged = new Dictionary<string, string>(known, StringComparer.Ordinal);
        foreach (var (name, value) in added) merged[name] = value;
        return merged;
    }
}
