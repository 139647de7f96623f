using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tocsin.Cli.Json;
using Tocsin.Core.Rules;

namespace Tocsin.Cli.Reports;

/// <summary>Problems of rule files as SARIF 2.1.0, which code hosts show beside the lines.</summary>
internal sealed class SarifLog
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";

    private static readonly JsonSerializerOptions _written = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly string _folder;
    private readonly Dictionary<string, RuleFile> _files;
    private readonly Dictionary<string, JsonPlaces?> _places = new(StringComparer.Ordinal);

    private SarifLog(string folder, RuleFiles files)
    {
        _folder = folder;
        _files = files.Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
    }

    /// <summary>The problems of a folder's files, each where it stands as far as that can be told.</summary>
    public static string Of(string folder, RuleFiles files, IReadOnlyList<RuleProblem> problems)
    {
        var log = new SarifLog(folder, files);
        var codes = problems.Select(problem => problem.Code).Distinct().Order(StringComparer.Ordinal).ToList();
        var driver = new JsonObject
        {
            ["name"] = "tocsin",
            ["version"] = typeof(SarifLog).Assembly.GetName().Version!.ToString(3),
            ["rules"] = new JsonArray([.. codes.Select(code => new JsonObject { ["id"] = code })]),
        };
        var run = new JsonObject
        {
            ["tool"] = new JsonObject { ["driver"] = driver },
            ["columnKind"] = "utf16CodeUnits",
            ["results"] = new JsonArray([.. problems.Select(problem => log.Result(problem, codes))]),
        };
        return new JsonObject
        {
            ["$schema"] = Schema,
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(run),
        }.ToJsonString(_written);
    }

    private JsonObject Result(RuleProblem problem, List<string> codes)
    {
        var physical = new JsonObject { ["artifactLocation"] = new JsonObject { ["uri"] = UriOf(problem.File) } };
        if (RegionOf(problem) is { } region) physical["region"] = region;
        var location = new JsonObject { ["physicalLocation"] = physical };
        if (problem.JsonPath.Length > 0)
        {
            location["logicalLocations"] = new JsonArray(
                new JsonObject { ["fullyQualifiedName"] = problem.JsonPath, ["kind"] = "property" });
        }

        return new JsonObject
        {
            ["ruleId"] = problem.Code,
            ["ruleIndex"] = codes.IndexOf(problem.Code),
            ["level"] = problem.Severity == ProblemSeverity.Error ? "error" : "warning",
            ["message"] = new JsonObject { ["text"] = problem.Message },
            ["locations"] = new JsonArray(location),
        };
    }

    // Relative to where the tool runs, as code hosts want it; whole where the folder lies elsewhere.
    private string UriOf(string file)
    {
        var full = Path.GetFullPath(Path.Combine(_folder, file));
        var relative = Path.GetRelativePath(Path.GetFullPath("."), full).Replace('\\', '/');
        return relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative)
            ? new Uri(full).AbsoluteUri
            : string.Join('/', relative.Split('/').Select(Uri.EscapeDataString));
    }

    private JsonObject? RegionOf(RuleProblem problem)
    {
        if (!_files.TryGetValue(problem.File, out var file)) return null;
        try
        {
            if (!_places.TryGetValue(problem.File, out var places))
                _places[problem.File] = places = JsonPlaces.Read(file.Content);
            return places is null || problem.JsonPath.Length == 0 ? null : RegionOf(places, problem);
        }
        catch (JsonException failure)
        {
            // It is the file's own problem: what the parser says is the place.
            return failure.LineNumber is { } line ? new JsonObject { ["startLine"] = line + 1 } : null;
        }
    }

    private static JsonObject? RegionOf(JsonPlaces places, RuleProblem problem)
    {
        // A key that is lacking has no place; what should hold it has.
        var path = problem.JsonPath;
        while (places.Find(path) is null && path.LastIndexOfAny(['.', '[']) is > 0 and var end) path = path[..end];
        if (places.Find(path) is not { } place) return null;
        var isInside = problem.Column > 0 && path == problem.JsonPath;
        var (line, column) = places.LineOf(isInside ? places.OffsetIn(place, problem.Column) : place.Start);
        var (endLine, endColumn) = places.LineOf(place.End);
        return new JsonObject
        {
            ["startLine"] = line,
            ["startColumn"] = column,
            ["endLine"] = endLine,
            ["endColumn"] = endColumn,
        };
    }
}
