using System.Globalization;
using System.Text.Json;
using Tocsin.Cli.Json;
using Tocsin.Cli.Loading;

namespace Tocsin.Cli.Tables;

/// <summary>The parameters of a rule set as a table: a row a parameter.</summary>
internal static class ParameterTable
{
    private static readonly string[] _texts = ["type", "unit", "source", "owner", "review_date"];
    private static readonly string[] _languages = ["zh", "en"];
    private static readonly string[] _dates = ["yyyy-MM-dd", "yyyy/M/d"];

    private static readonly JsonDocumentOptions _lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>The columns.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["name", "value", .. _texts, "title_zh", "title_en"];

    /// <summary>The header and a row for each parameter.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(ReadOnlyMemory<byte> file) =>
    [
        Columns,
        .. Parameters(file).Select(parameter => Columns.Select(column => CellOf(parameter, column)).ToArray()),
    ];

    /// <summary>
    /// The file with the table's values. A parameter that the table does not name, and a column it does not have, stay
    /// as they are; a new name is added at the end.
    /// </summary>
    /// <exception cref="CommandFailedException">A cell cannot be taken.</exception>
    public static byte[] Import(ReadOnlyMemory<byte> file, CsvTable table)
    {
        var edits = new JsonEdits(file);
        var parameters = Parameters(file);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            var name = table.Cell(row, "name");
            if (string.IsNullOrEmpty(name)) throw table.Fault(row, "name", "a row needs the parameter's name");
            if (!names.Add(name)) throw table.Fault(row, "name", $"'{name}' stands in a row above, too");
            var index = parameters.FindIndex(parameter => CellOf(parameter, "name") == name);
            if (index >= 0) Change(edits, $"$.parameters[{index}]", parameters[index], table, row);
            else Add(edits, table, row);
        }

        return edits.Apply();
    }

    // A rule file may begin with a byte order mark, which no parser of JSON takes.
    private static List<JsonElement> Parameters(ReadOnlyMemory<byte> file)
    {
        var content = file.Span.StartsWith("\uFEFF"u8) ? file[3..] : file;
        var root = JsonDocument.Parse(content, _lenient).RootElement;
        return [.. JsonTexts.At(root, "parameters") is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray() : Enumerable.Empty<JsonElement>()];
    }

    private static string CellOf(JsonElement parameter, string column) => JsonTexts.Cell(column.Split('_') switch
    {
        ["title", var language] => JsonTexts.At(JsonTexts.At(parameter, "title"), language),
        _ => JsonTexts.At(parameter, column),
    });

    private static void Change(JsonEdits edits, string path, JsonElement parameter, CsvTable table, CsvRow row)
    {
        var holder = edits.Places.Find(path)!;
        foreach (var column in (string[])["value", .. _texts])
        {
            if (JsonOf(parameter, table, row, column) is not { } json) continue;
            if (edits.Places.Find($"{path}.{column}") is { } place) edits.Replace(place, json);
            else edits.AddProperty(holder, column, json);
        }

        var title = edits.Places.Find($"{path}.title");
        if (title is null)
        {
            var texts = Titles(table, row);
            if (texts.Length > 0) edits.AddProperty(holder, "title", texts);
            return;
        }

        foreach (var language in _languages)
        {
            var cell = table.Cell(row, $"title_{language}");
            if (cell is null || cell == CellOf(parameter, $"title_{language}")) continue;
            if (edits.Places.Find($"{path}.title.{language}") is { } place) edits.Replace(place, JsonTexts.Quote(cell));
            else edits.AddProperty(title, language, JsonTexts.Quote(cell));
        }
    }

    private static void Add(JsonEdits edits, CsvTable table, CsvRow row)
    {
        var list = edits.Places.Find("$.parameters")
            ?? throw CommandFailedException.Usage("parameters.json has no list of parameters.");
        var nothing = JsonDocument.Parse("{}").RootElement;
        var parts = new List<string> { $"\"name\": {JsonTexts.Quote(table.Cell(row, "name")!)}" };
        foreach (var column in (string[])["value", .. _texts])
        {
            if (JsonOf(nothing, table, row, column) is { } json) parts.Add($"\"{column}\": {json}");
        }

        if (Titles(table, row) is { Length: > 0 } titles) parts.Add($"\"title\": {titles}");
        edits.AddItem(list, $"{{{string.Join(", ", parts)}}}");
    }

    private static string Titles(CsvTable table, CsvRow row)
    {
        var texts = _languages.Select(language => (language, Text: table.Cell(row, $"title_{language}")))
            .Where(title => !string.IsNullOrEmpty(title.Text))
            .Select(title => $"\"{title.language}\": {JsonTexts.Quote(title.Text!)}").ToList();
        return texts.Count == 0 ? "" : $"{{{string.Join(", ", texts)}}}";
    }

    // The JSON of a cell that differs from what the file has; null when it does not. An empty cell takes a value away.
    private static string? JsonOf(JsonElement parameter, CsvTable table, CsvRow row, string column)
    {
        var cell = table.Cell(row, column);
        if (cell is null) return column == "value" && JsonTexts.At(parameter, "value") is null
            ? throw table.Fault(row, "value", "a new parameter needs a value") : null;
        if (column == "review_date") cell = Date(table, row, cell);
        var isSame = cell == CellOf(parameter, column);
        if (column == "value")
        {
            var type = table.Cell(row, "type") ?? CellOf(parameter, "type");
            var json = ValueOf(table, row, cell, type, JsonTexts.At(parameter, "value")?.ValueKind);
            return isSame && type == CellOf(parameter, "type") ? null : json;
        }

        return isSame ? null : cell.Length == 0 ? "null" : JsonTexts.Quote(cell);
    }

    private static string ValueOf(CsvTable table, CsvRow row, string cell, string type, JsonValueKind? kind)
    {
        var isFlag = cell is "true" or "false" or "TRUE" or "FALSE";
        switch (type)
        {
            case "number" or "integer":
            case "" when kind == JsonValueKind.Number:
                if (!JsonTexts.IsNumber(cell)) throw table.Fault(row, "value", $"'{cell}' is no number; write 1234.5");
                if (type == "integer" && !int.TryParse(cell, CultureInfo.InvariantCulture, out _))
                    throw table.Fault(row, "value", $"'{cell}' is no whole number");
                return cell;
            case "flag":
            case "" when kind is JsonValueKind.True or JsonValueKind.False:
                return isFlag ? cell.ToLowerInvariant()
                    : throw table.Fault(row, "value", $"'{cell}' is not true or false");
            case "text":
            case "" when kind == JsonValueKind.String:
                return JsonTexts.Quote(cell);
            case "date":
                return JsonTexts.Quote(Date(table, row, cell, "value"));
            case "":
                if (cell.Length == 0) throw table.Fault(row, "value", "a new parameter needs a value");
                return JsonTexts.IsNumber(cell) ? cell : isFlag ? cell.ToLowerInvariant() : JsonTexts.Quote(cell);
            default:
                throw table.Fault(row, "type", $"'{type}' must be number, integer, flag, text, date, or empty");
        }
    }

    // Spreadsheets write dates their own way unless they are told not to.
    private static string Date(CsvTable table, CsvRow row, string cell, string column = "review_date")
    {
        if (cell.Length == 0 && column == "review_date") return cell;
        return DateOnly.TryParseExact(cell, _dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : throw table.Fault(row, column, $"'{cell}' is no date: write yyyy-MM-dd");
    }
}
