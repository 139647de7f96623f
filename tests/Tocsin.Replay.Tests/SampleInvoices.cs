using Tocsin.Replay.Invoices;
using Tocsin.Replay.Monthly;

namespace Tocsin.Replay.Tests;

/// <summary>Invented invoices of one enterprise.</summary>
internal static class SampleInvoices
{
    /// <summary>The header of a file of invoices.</summary>
    public const string Header = "enterprise,side,invoice_no,date,counterparty,amount,tax,total,status";

    /// <summary>A book of invoices.</summary>
    public static SalesBook Book(params Invoice[] invoices)
    {
        var book = new SalesBook();
        foreach (var invoice in invoices) book.Add(invoice);
        return book;
    }

    /// <summary>A sale.</summary>
    public static Invoice Sale(string date, decimal amount) => new("N1", Day(date), true, true, amount);

    /// <summary>A sale that was voided.</summary>
    public static Invoice VoidSale(string date, decimal amount) => new("N1", Day(date), true, false, amount);

    /// <summary>A purchase.</summary>
    public static Invoice Purchase(string date, decimal amount) => new("N1", Day(date), false, true, amount);

    /// <summary>A sale of an amount on the fifteenth of each of some months.</summary>
    public static Invoice[] EveryMonth(string first, int months, decimal amount) =>
        [.. Enumerable.Range(0, months).Select(month => new Invoice(
            "N1", Day(first).AddMonths(month).AddDays(14), true, true, amount))];

    /// <summary>A month.</summary>
    public static Month Month(string text) => Tocsin.Replay.Monthly.Month.TryParse(text, out var month)
        ? month : throw new FormatException(text);

    /// <summary>A file of invoices of N1 and N2, read.</summary>
    public static InvoiceFolder Folder(params string[] lines) => InvoiceFolder.Read(
        [new Enterprise("N1", "A", false), new Enterprise("N2", "D", true)],
        new StringReader(string.Join('\n', [Header, .. lines])), new BrokenRows());

    private static DateOnly Day(string date) =>
        DateOnly.ParseExact(date, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
