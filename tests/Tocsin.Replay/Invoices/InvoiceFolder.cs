using System.IO.Compression;
using Tocsin.Replay.Monthly;

namespace Tocsin.Replay.Invoices;

/// <summary>
/// A folder with <c>enterprises.csv</c> and <c>invoices.csv.gz</c>, read into books, one per enterprise.
/// </summary>
/// <param name="Enterprises">The enterprises, in their file's order.</param>
/// <param name="Books">The books of those that have an invoice, by name.</param>
/// <param name="Invoices">How many invoices were read.</param>
/// <param name="First">The day of the first invoice.</param>
/// <param name="Last">The day of the last invoice.</param>
/// <param name="Broken">Rows that could not be used.</param>
internal sealed record InvoiceFolder(
    IReadOnlyList<Enterprise> Enterprises, IReadOnlyDictionary<string, SalesBook> Books, int Invoices,
    DateOnly First, DateOnly Last, BrokenRows Broken)
{
    /// <summary>
    /// The last month of which all days are on record: a month that the data breaks off in would look like a fall.
    /// </summary>
    public Month LastWholeMonth => Month.Of(Last.AddDays(1)) + -1;

    /// <summary>Reads a folder.</summary>
    /// <exception cref="IOException">A file is not there or cannot be read.</exception>
    /// <exception cref="InvalidDataException">A file is no such table at all, or there is no invoice.</exception>
    public static InvoiceFolder Read(string folder)
    {
        var broken = new BrokenRows();
        using var first = File.OpenText(Path.Combine(folder, EnterpriseFile.Name));
        var enterprises = EnterpriseFile.Read(first, broken);
        using var packed = File.OpenRead(Path.Combine(folder, InvoiceFile.Name));
        using var reader = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        return Read(enterprises, reader, broken);
    }

    /// <summary>Reads the invoices of enterprises.</summary>
    /// <exception cref="InvalidDataException">The file is no such table at all, or there is no invoice.</exception>
    public static InvoiceFolder Read(IReadOnlyList<Enterprise> enterprises, TextReader invoices, BrokenRows broken)
    {
        var names = enterprises.Select(enterprise => enterprise.Name).ToHashSet(StringComparer.Ordinal);
        var books = new Dictionary<string, SalesBook>(StringComparer.Ordinal);
        var (count, first, last) = (0, DateOnly.MaxValue, DateOnly.MinValue);
        foreach (var invoice in InvoiceFile.Read(invoices, names, broken))
        {
            if (!books.TryGetValue(invoice.Enterprise, out var book))
                books[invoice.Enterprise] = book = new SalesBook();
            book.Add(invoice);
            count++;
            if (invoice.Date < first) first = invoice.Date;
            if (invoice.Date > last) last = invoice.Date;
        }

        if (count == 0) throw new InvalidDataException($"{InvoiceFile.Name} holds no invoice.");
        return new InvoiceFolder(enterprises, books, count, first, last, broken);
    }
}
