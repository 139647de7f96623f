using System.Globalization;
using System.Text;
using CsvHelper;
using Tocsin.Cli.Loading;

namespace Tocsin.Cli.Tables;

/// <summary>The rows of a CSV file by the names of their columns; faults are told by line and column.</summary>
internal sealed class CsvTable
{
    private readonly string[] _headers;

    private CsvTable(string[] headers, IReadOnlyList<CsvRow> rows)
    {
        _headers = headers;
        Rows = rows;
    }

    /// <summary>The rows.</summary>
    public IReadOnlyList<CsvRow> Rows { get; }

    /// <summary>Reads a file whose columns are among those that are known; a column may be left out.</summary>
    /// <exception cref="CommandFailedException">Something in the file cannot be read.</exception>
    public static async Task<CsvTable> ReadAsync(FileInfo path, string encoding, IReadOnlyList<string> known)
    {
        using var file = new CsvFile(path.OpenRead(), encoding);
        var header = await file.ReadAsync() ?? throw CommandFailedException.Usage($"{path} is empty.");
        var headers = header.Cells.Select(cell => cell.Trim()).ToArray();
        var table = new CsvTable(headers, []);
        for (var i = 0; i < headers.Length; i++)
        {
            if (!known.Contains(headers[i]) || Array.IndexOf(headers, headers[i]) < i)
                throw Fault(header, i, headers[i], $"columns are {string.Join(", ", known)}, each once");
        }

        var rows = new List<CsvRow>();
        while (await file.ReadAsync() is { } row)
        {
            if (row.Fault is { } fault) throw CommandFailedException.Usage($"Line {row.Line}: {fault}.");
            if (row.Cells.Length != headers.Length)
            {
                throw CommandFailedException.Usage(
                    $"Line {row.Line}: it has {row.Cells.Length} cells; there are {headers.Length} columns.");
            }

            rows.Add(row);
        }

        return new CsvTable(table._headers, rows);
    }

    /// <summary>Writes rows, with a byte order mark, by which spreadsheets tell UTF-8.</summary>
    public static void Write(Stream stream, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Write(writer, rows);
    }

    /// <summary>Writes rows.</summary>
    public static void Write(TextWriter writer, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var csv = new CsvWriter(writer, CultureInfo.InvariantCulture, leaveOpen: true);
        foreach (var row in rows)
        {
            foreach (var cell in row) csv.WriteField(cell);
            csv.NextRecord();
        }
    }

    /// <summary>A cell without the space around it; null when the file has no such column.</summary>
    public string? Cell(CsvRow row, string column)
    {
        var index = Array.IndexOf(_headers, column);
        return index < 0 ? null : row.Cells[index].Trim();
    }

    /// <summary>Ends the command for what is wrong with a cell.</summary>
    public CommandFailedException Fault(CsvRow row, string column, string what) =>
        Fault(row, Math.Max(0, Array.IndexOf(_headers, column)), column, what);

    private static CommandFailedException Fault(CsvRow row, int index, string column, string what) =>
        CommandFailedException.Usage($"Line {row.Line}, column {index + 1} ({column}): {what}.");
}
