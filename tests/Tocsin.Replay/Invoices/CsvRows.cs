using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Tocsin.Replay.Invoices;

/// <summary>
/// The rows of a CSV file with a row of headers, read once in order. Each row gives the cells of the columns that were
/// asked for, wherever they stand in the file.
/// </summary>
internal sealed class CsvRows(TextReader reader, string file, BrokenRows broken)
{
    // Far beyond any cell of these files; an open quote must not read the rest of the file as one cell.
    private const int LongestCell = 4_096;

    /// <summary>The rows, each with its line. Rows with too few or too many cells are told and passed over.</summary>
    /// <exception cref="InvalidDataException">The file is empty, lacks a column, or has a cell without end.</exception>
    public IEnumerable<(int Line, string[] Cells)> Read(params string[] columns)
    {
        using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            BadDataFound = null,
            MaxFieldSize = LongestCell,
        });
        if (!Next(parser)) throw new InvalidDataException($"{file} is empty.");
        var header = parser.Record!;
        var places = columns.Select(column => PlaceOf(header, column)).ToArray();
        while (Next(parser))
        {
            // Only the cells that are asked for are made into texts; there are hundreds of thousands of rows.
            if (parser.Count == header.Length)
                yield return (parser.RawRow, Array.ConvertAll(places, place => parser[place]));
            else
                broken.Add(file, parser.RawRow, $"{parser.Count} cells where the header has {header.Length}");
        }
    }

    private int PlaceOf(string[] header, string column)
    {
        var place = Array.IndexOf(header, column);
        return place >= 0 ? place : throw new InvalidDataException($"{file} has no column '{column}'.");
    }

    private bool Next(CsvParser parser)
    {
        try
        {
            return parser.Read();
        }
        catch (CsvHelperException)
        {
            throw new InvalidDataException(
                $"{file} line {parser.RawRow}: a cell has more than {LongestCell} characters; is a quote not closed?");
        }
    }
}
