using System.Globalization;
using System.Text.Json;
using Tocsin.Cli.Json;
using Tocsin.Cli.Loading;
using Tocsin.Core.Rules;

namespace Tocsin.Cli.Tables;

/// <summary>The bins of one characteristic as a table: a row a bin, and one for missing values.</summary>
internal sealed class BinTable
{
    private const string Missing = "missing";
    private const char Between = '|';

    private static readonly JsonDocumentOptions _lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    private readonly JsonElement _tocsin;
    private readonly string _path;

    private BinTable(RuleFile file, JsonElement tocsin, string path)
    {
        File = file;
        _tocsin = tocsin;
        _path = path;
    }

    /// <summary>The columns.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["bin", "below", "in", "points"];

    /// <summary>The workflow file that holds the characteristic.</summary>
    public RuleFile File { get; }

    /// <summary>The header, a row for each bin in order, and one for missing values where they have points.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows
    {
        get
        {
            var rows = new List<IReadOnlyList<string>> { Columns };
            foreach (var (i, bin) in JsonTexts.At(_tocsin, "bins")!.Value.EnumerateArray().Index())
            {
                var texts = JsonTexts.At(bin, "in") is { ValueKind: JsonValueKind.Array } list
                    ? string.Join(Between, list.EnumerateArray().Select(text => JsonTexts.Cell(text))) : "";
                rows.Add([$"{i + 1}", JsonTexts.Cell(JsonTexts.At(bin, "below")), texts,
                    JsonTexts.Cell(JsonTexts.At(bin, "points"))]);
            }

            if (JsonTexts.At(JsonTexts.At(_tocsin, Missing), "points") is { } points)
                rows.Add([Missing, "", "", JsonTexts.Cell(points)]);
            return rows;
        }
    }

    /// <summary>Finds a characteristic by name, or by workflow and name with a slash between.</summary>
    /// <exception cref="CommandFailedException">There is none of that name, or there are several.</exception>
    public static BinTable Find(RuleFiles files, string name)
    {
        var found = files.Files.Where(file => file.Path.StartsWith("workflows/", StringComparison.Ordinal))
            .SelectMany(Characteristics).Where(found => found.Name == name || found.Name.EndsWith(
                "/" + name, StringComparison.Ordinal)).ToList();
        return found switch
        {
            [var only] => only.Table,
            [] => throw new CommandFailedException(ExitCode.NotFound, $"No workflow has a rule '{name}' with bins."),
            _ => throw CommandFailedException.Usage(
                $"Several rules are called so; name one of {string.Join(", ", found.Select(other => other.Name))}."),
        };
    }

    /// <summary>The workflow file with the table's bins in the place of its own.</summary>
    /// <exception cref="CommandFailedException">A cell cannot be taken.</exception>
    public byte[] Import(CsvTable table)
    {
        var edits = new JsonEdits(File.Content);
        var bins = table.Rows.Where(row => table.Cell(row, "bin") != Missing).ToList();
        if (bins.Count == 0) throw CommandFailedException.Usage("The table has no row of a bin.");
        var written = bins.Select(row => Bin(table, row)).ToList();
        var present = Rows.Skip(1).Where(row => row[0] != Missing).Select(row => string.Join('\n', row.Skip(1)));
        var given = bins.Select(row => string.Join('\n', Cells(table, row)));
        if (!present.SequenceEqual(given)) Replace(edits, written);
        foreach (var row in table.Rows.Where(row => table.Cell(row, "bin") == Missing))
        {
            var points = Points(table, row);
            if (edits.Places.Find($"{_path}.missing.points") is not { } place)
                edits.AddProperty(edits.Places.Find(_path)!, Missing, $"{{\"points\": {points}}}");
            else if (JsonTexts.Cell(JsonTexts.At(JsonTexts.At(_tocsin, Missing), "points")) != points)
                edits.Replace(place, points);
        }

        return edits.Apply();
    }

    private static IEnumerable<(string Name, BinTable Table)> Characteristics(RuleFile file)
    {
        var content = file.Content.Span.StartsWith("\uFEFF"u8) ? file.Content[3..] : file.Content;
        var root = JsonDocument.Parse(content, _lenient).RootElement;
        var workflows = root.ValueKind == JsonValueKind.Array
            ? root.EnumerateArray().Select((workflow, i) => (workflow, $"$[{i}]")) : [(root, "$")];
        foreach (var (workflow, place) in workflows)
        {
            if (JsonTexts.At(workflow, "Rules") is not { ValueKind: JsonValueKind.Array } rules) continue;
            foreach (var (i, rule) in rules.EnumerateArray().Index())
            {
                var tocsin = JsonTexts.At(JsonTexts.At(rule, "Properties"), "tocsin");
                if (JsonTexts.At(tocsin, "bins") is not { ValueKind: JsonValueKind.Array }) continue;
                var name = $"{JsonTexts.Cell(JsonTexts.At(workflow, "WorkflowName"))}/"
                    + JsonTexts.Cell(JsonTexts.At(rule, "RuleName"));
                yield return (name, new BinTable(file, tocsin!.Value, $"{place}.Rules[{i}].Properties.tocsin"));
            }
        }
    }

    private void Replace(JsonEdits edits, List<string> bins)
    {
        var place = edits.Places.Find($"{_path}.bins")!;
        // Beside each other where they stood so, else each on a line of its own, as before.
        var space = edits.Places.Find($"{_path}.bins[0]") is { } first ? edits.SpaceBefore(first) : "";
        var isOnLines = space.Contains('\n', StringComparison.Ordinal);
        var outer = isOnLines ? space[..Math.Max(space.LastIndexOf('\n') + 1, space.Length - 2)] : "";
        edits.Replace(place, isOnLines
            ? $"[{space}{string.Join("," + space, bins)}{outer}]" : $"[{string.Join(", ", bins)}]");
    }

    private static string[] Cells(CsvTable table, CsvRow row) =>
        [table.Cell(row, "below") ?? "", table.Cell(row, "in") ?? "", table.Cell(row, "points") ?? ""];

    private static string Bin(CsvTable table, CsvRow row)
    {
        var below = table.Cell(row, "below") ?? "";
        var texts = table.Cell(row, "in") ?? "";
        if (below.Length > 0 && texts.Length > 0)
            throw table.Fault(row, "in", "a bin takes numbers below a bound, or some texts, not both");
        if (below.Length > 0 && !JsonTexts.IsNumber(below))
            throw table.Fault(row, "below", $"'{below}' is no number; write 1234.5");
        var points = Points(table, row);
        if (below.Length > 0) return $"{{\"below\": {below}, \"points\": {points}}}";
        if (texts.Length == 0) return $"{{\"points\": {points}}}";
        var list = texts.Split(Between, StringSplitOptions.TrimEntries).Select(JsonTexts.Quote);
        return $"{{\"in\": [{string.Join(", ", list)}], \"points\": {points}}}";
    }

    private static string Points(CsvTable table, CsvRow row)
    {
        var points = table.Cell(row, "points") ?? "";
        return int.TryParse(points, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            ? whole.ToString(CultureInfo.InvariantCulture)
            : throw table.Fault(row, "points", $"'{points}' is no whole number");
    }
}
