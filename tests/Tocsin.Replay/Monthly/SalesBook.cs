using Tocsin.Replay.Invoices;

namespace Tocsin.Replay.Monthly;

/// <summary>
/// The valid sales of one enterprise, month by month. Sums are decimal: a month in which red-letter invoices take back
/// exactly what was sold comes to zero, where binary sums would leave a trace of either sign.
/// </summary>
internal sealed class SalesBook
{
    private readonly Dictionary<Month, decimal> _sales = [];

    /// <summary>
    /// The month of its first invoice of whatever side and status: from then on a month without sales is known to be
    /// one. Null while there is none.
    /// </summary>
    public Month? Begin { get; private set; }

    /// <summary>Notes an invoice. Voided ones and purchases only show that the enterprise is there.</summary>
    public void Add(Invoice invoice)
    {
        var month = Month.Of(invoice.Date);
        if (Begin is null || month < Begin) Begin = month;
        if (invoice is { IsSale: true, IsValid: true }) _sales[month] = SalesIn(month) + invoice.Amount;
    }

    /// <summary>The valid sales of a month, without tax, in CNY; zero when there were none.</summary>
    public decimal SalesIn(Month month) => _sales.GetValueOrDefault(month);

    /// <summary>True when that many months up to a month, it included, are on record.</summary>
    public bool Holds(Month last, int months) => Begin is { } begin && begin + (months - 1) <= last;
}
