namespace Tocsin.Replay.Monthly;

/// <summary>
/// Compares the sales of three months with those of the same months a year before. The Spring Festival, in which
/// business rests, falls in January in some years and in February in others, so that these two months are only compared
/// together: each counts as the mean of the two. February to April thus takes the mean for February, and three months
/// that would end in January, with February not yet over, end in December instead.
/// </summary>
internal static class YearOnYear
{
    private const int Year = 12;
    private const int Quarter = 3;
    private const int January = 1;
    private const int February = 2;

    /// <summary>
    /// The sales of the three months on those of the year before, less one. Null, which is unknown, until every month
    /// that counts is on record, and where the sales before were zero or less: a ratio to nothing says nothing.
    /// </summary>
    /// <param name="book">The sales.</param>
    /// <param name="month">The last month that is over.</param>
    public static decimal? Change(SalesBook book, Month month)
    {
        var last = month.Number == January ? month + -1 : month;
        if (!book.Holds(Earliest(last + -Year), 1)) return null;
        var before = SalesOf(book, last + -Year);
        return before > 0 ? (SalesOf(book, last) / before) - 1 : null;
    }

    // The mean for February reads January, too.
    private static Month Earliest(Month last)
    {
        var first = last + -(Quarter - 1);
        return first.Number == February ? first + -1 : first;
    }

    private static decimal SalesOf(SalesBook book, Month last) =>
        Enumerable.Range(0, Quarter).Sum(back => SalesIn(book, last + -back));

    private static decimal SalesIn(SalesBook book, Month month) => month.Number switch
    {
        January => (book.SalesIn(month) + book.SalesIn(month + 1)) / 2,
        February => (book.SalesIn(month + -1) + book.SalesIn(month)) / 2,
        _ => book.SalesIn(month),
    };
}
