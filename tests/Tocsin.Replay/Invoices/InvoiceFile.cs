using System.Globalization;

namespace Tocsin.Replay.Invoices;

/// <summary>
/// Reads <c>invoices.csv.gz</c>: enterprise, side, date, amount, status and columns that no feature needs.
/// </summary>
internal static class InvoiceFile
{
    /// <summary>The name of the file; it is packed with gzip.</summary>
    public const string Name = "invoices.csv.gz";

    /// <summary>Reads invoices one by one; rows that cannot be used are told and passed over.</summary>
    /// <param name="reader">The file, unpacked.</param>
    /// <param name="enterprises">Those that are known; an invoice of another one is told.</param>
    /// <param name="broken">Takes what could not be used.</param>
    /// <exception cref="InvalidDataException">The file is no such table at all.</exception>
    public static IEnumerable<Invoice> Read(TextReader reader, IReadOnlySet<string> enterprises, BrokenRows broken)
    {
        var rows = new CsvRows(reader, Name, broken);
        foreach (var (line, cells) in rows.Read("enterprise", "side", "date", "amount", "status"))
        {
            var isDate = DateOnly.TryParseExact(
                cells[2], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
            var isAmount = decimal.TryParse(cells[3], NumberStyles.Float, CultureInfo.InvariantCulture, out var amount);
            if (!enterprises.Contains(cells[0]))
                broken.Add(Name, line, $"'{cells[0]}' is no enterprise of {EnterpriseFile.Name}");
            else if (cells[1] is not ("input" or "output"))
                broken.Add(Name, line, $"the side '{cells[1]}' is neither input nor output");
            else if (!isDate)
                broken.Add(Name, line, $"'{cells[2]}' is no date such as 2019-12-31");
            else if (!isAmount)
                broken.Add(Name, line, $"'{cells[3]}' is no amount");
            else if (cells[4] is not ("valid" or "void"))
                broken.Add(Name, line, $"the status '{cells[4]}' is neither valid nor void");
            else
                yield return new Invoice(cells[0], date, cells[1] == "output", cells[4] == "valid", amount);
        }
    }
}
