namespace Tocsin.Replay.Monthly;

/// <summary>What an enterprise's invoices come to at the end of a month; null is unknown.</summary>
/// <param name="ZeroSalesMonths">
/// How many of the last twelve calendar months are zero-sales months: those whose valid output invoices, without tax,
/// sum to zero or less. Months after the last invoice count, since a firm that stopped selling is what is looked for.
/// Months before the first one do not: the count is unknown until twelve months are on record, and always for an
/// enterprise that has no invoice. Among the enterprises of CUMCM 2020-C all have twelve months on record by December
/// 2019, so that there the count equals a plain one of January to December; amounts with tax flag as many.
/// </param>
/// <param name="SalesChange">
/// The sales of the last three months on those of the same months a year before, less one, as <see cref="YearOnYear"/>
/// compares them: January and February only together.
/// </param>
internal sealed record MonthlyFeatures(int? ZeroSalesMonths, decimal? SalesChange)
{
    private const int Year = 12;

    // The catalogue's bound: whoever sells a thousand times as much as before is no worse than who sells more still.
    private const decimal LargestChange = 1_000;

    /// <summary>True when nothing is known, so that there is nothing to feed.</summary>
    public bool IsEmpty => ZeroSalesMonths is null && SalesChange is null;

    /// <summary>Computes them.</summary>
    public static MonthlyFeatures At(SalesBook book, Month month) =>
        new(CountZeroSales(book, month), Change(book, month));

    private static int? CountZeroSales(SalesBook book, Month month) => book.Holds(month, Year)
        ? Enumerable.Range(0, Year).Count(back => book.SalesIn(month + -back) <= 0)
        : null;

    private static decimal? Change(SalesBook book, Month month) => YearOnYear.Change(book, month) is { } change
        ? Math.Round(Math.Clamp(change, -LargestChange, LargestChange), 6)
        : null;
}
