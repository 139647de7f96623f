using CsCheck;
using Tocsin.Replay.Monthly;
using Xunit;
using static Tocsin.Replay.Tests.SampleInvoices;
using Month = Tocsin.Replay.Monthly.Month;

namespace Tocsin.Replay.Tests.Monthly;

public sealed class YearOnYearTests
{
    private const int Year = 12;
    private const int Years = 4;

    private static readonly Month _first = Month("2016-01");
    private static readonly Gen<decimal> _sale = Gen.Int[1, 10_000_000].Select(cents => cents / 100m);

    // Computed by hand. In 2019 the festival left January alone, in 2020 it did not.
    //           Oct Nov Dec Jan Feb Mar Apr May
    // 2018/19    30  30  20  60  20  40  20  40
    // 2019/20    30  45  45  10  30  50  15  60
    [Theory]
    [InlineData("2019-12", 0.5)] // 120 / 80
    [InlineData("2020-01", 0.5)] // December's: without February, January is not compared.
    [InlineData("2020-02", -0.15)] // (45 + 10 + 30) / (20 + 60 + 20)
    [InlineData("2020-03", -0.25)] // (10 + 30 + 50) / (60 + 20 + 40)
    [InlineData("2020-04", -0.15)] // (20 + 50 + 15) / (40 + 40 + 20), February as the mean
    [InlineData("2020-05", 0.25)] // (50 + 15 + 60) / (40 + 20 + 40)
    public void Change_JanuaryAndFebruary_AreComparedTogether(string month, double change)
    {
        var book = Sales(
            Month("2018-10"),
            [30, 30, 20, 60, 20, 40, 20, 40, 0, 0, 0, 0, 30, 45, 45, 10, 30, 50, 15, 60]);

        Assert.Equal((decimal)change, YearOnYear.Change(book, Month(month)));
    }

    [Fact]
    public void Change_FestivalMerelyMoves_IsNone() => Gen.Select(_sale.Array[Year], Gen.Bool.Array[Years]).Sample(
        (sales, moved) =>
        {
            decimal[] swapped = [sales[1], sales[0], .. sales[2..]];
            var book = Sales(_first, moved.SelectMany(isMoved => isMoved ? swapped : sales));

            return Enumerable.Range(2 * Year, (Years - 2) * Year)
                .All(month => YearOnYear.Change(book, _first + month) == 0);
        });

    [Fact]
    public void Change_WindowWithBothMonthsOrNeither_IsAPlainRatio() => _sale.Array[Years * Year].Sample(sales =>
    {
        var book = Sales(_first, sales);

        return Enumerable.Range(Year, (Years - 1) * Year)
            .Where(month => (_first + month).Number is not (1 or 4) && month > Year + 1)
            .All(month => YearOnYear.Change(book, _first + month)
                == (sales[(month - 2)..(month + 1)].Sum() / sales[(month - Year - 2)..(month - Year + 1)].Sum()) - 1);
    });

    // Month by month, the first that can be compared when the record begins in the one named.
    [Theory]
    [InlineData("2017-09", "2018-11")]
    [InlineData("2017-10", "2018-12")]
    [InlineData("2017-11", "2019-02")]
    [InlineData("2017-12", "2019-02")]
    [InlineData("2018-01", "2019-03")]
    [InlineData("2018-02", "2019-05")]
    [InlineData("2018-03", "2019-05")]
    public void Change_MonthThatCountsBeforeTheRecord_IsUnknown(string first, string known)
    {
        var book = Sales(Month(first), Enumerable.Repeat(100m, 2 * Year));

        Assert.Null(YearOnYear.Change(book, Month(known) + -1));
        Assert.Equal(0, YearOnYear.Change(book, Month(known)));
    }

    [Fact]
    public void Change_NoInvoiceAtAll_IsUnknown() => Assert.Null(YearOnYear.Change(Book(), Month("2019-12")));

    [Theory]
    [InlineData(0)]
    [InlineData(-10)]
    public void Change_NoSalesTheYearBefore_IsUnknown(double before) => Assert.Null(YearOnYear.Change(
        Book([.. EveryMonth("2018-10-01", 3, (decimal)before), .. EveryMonth("2019-10-01", 3, 100)]),
        Month("2019-12")));

    private static SalesBook Sales(Month first, IEnumerable<decimal> sales) =>
        Book([.. sales.Select((amount, index) => Sale($"{first + index}-15", amount))]);
}
