using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Tocsin.Cli.Loading;

/// <summary>The rows of a CSV file (RFC 4180), in UTF-8 or GB18030. Blank lines are passed over.</summary>
internal sealed class CsvFile : IDisposable
{
    private const double MaximumCell = 64 * 1024;
    private const char Undecodable = '\uFFFD';

    private readonly Stream _stream;
    private readonly string _encoding;
    private readonly CsvParser _parser;
    private bool _badQuote;

    /// <summary>Reads from a stream, which it then owns.</summary>
    public CsvFile(Stream stream, string encoding)
    {
        _stream = stream;
        _encoding = encoding;
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            BadDataFound = _ => _badQuote = true,
            MaxFieldSize = MaximumCell,
        };
        // A byte order mark, which spreadsheets write, is taken off whatever the encoding.
        var reader = new StreamReader(stream, Encoding.GetEncoding(encoding), detectEncodingFromByteOrderMarks: true);
        _parser = new CsvParser(reader, configuration);
    }

    /// <summary>How much of the file has been read, from 0 to 1.</summary>
    public double Progress => _stream.Length == 0 ? 1 : (double)_stream.Position / _stream.Length;

    /// <summary>Reads the next row; null at the end.</summary>
    /// <exception cref="CommandFailedException">A cell passes its bound, for instance behind an open quote.</exception>
    public async Task<CsvRow?> ReadAsync()
    {
        _badQuote = false;
        try
        {
            if (!await _parser.ReadAsync()) return null;
        }
        catch (CsvHelperException)
        {
            throw CommandFailedException.Usage(
                $"Line {_parser.RawRow}: a cell has more than {MaximumCell} characters; "
                + "is a quote not closed before it?");
        }

        var cells = _parser.Record ?? [];
        return new CsvRow(FirstLine(), cells, FaultOf(cells));
    }

    public void Dispose() => _parser.Dispose();

    // The parser counts to a row's last line; a quoted cell may hold line breaks, and blank lines may stand before it.
    private int FirstLine() =>
        _parser.RawRow - _parser.RawRecord.Trim('\r', '\n').Count(character => character == '\n');

    private string? FaultOf(string[] cells)
    {
        if (_badQuote) return "a quote stands where none may; write it twice inside a quoted cell";
        if (!Array.Exists(cells, cell => cell.Contains(Undecodable, StringComparison.Ordinal))) return null;
        var other = _encoding == "utf-8" ? "gb18030" : "utf-8";
        return $"these bytes are no {_encoding}; try --encoding {other}";
    }
}
