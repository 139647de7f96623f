using Tocsin.Replay.Monthly;
using Xunit;
using static Tocsin.Replay.Tests.SampleInvoices;

namespace Tocsin.Replay.Tests.Monthly;

public sealed class MonthlyFeaturesTests
{
    [Fact]
    public void ZeroSalesMonths_SalesInEveryMonth_AreNone() =>
        Assert.Equal(0, ZeroSales("2019-12", EveryMonth("2019-01-01", 12, 100)));

    [Fact]
    public void ZeroSalesMonths_TwoMonthsWithSales_AreTen() =>
        Assert.Equal(10, ZeroSales("2019-12", Sale("2019-01-01", 10), Sale("2019-12-31", 0.01m)));

    [Fact]
    public void ZeroSalesMonths_DaysAtTheBoundary_CountInTheirOwnMonth()
    {
        var book = Book(Sale("2018-12-31", 10), Sale("2019-01-31", 10), Sale("2019-02-01", 10), Sale("2020-01-01", 10));

        Assert.Equal(9, MonthlyFeatures.At(book, Month("2019-11")).ZeroSalesMonths);
        Assert.Equal(10, MonthlyFeatures.At(book, Month("2019-12")).ZeroSalesMonths);
        Assert.Equal(10, MonthlyFeatures.At(book, Month("2020-01")).ZeroSalesMonths);
        Assert.Equal(11, MonthlyFeatures.At(book, Month("2020-02")).ZeroSalesMonths);
    }

    [Fact]
    public void ZeroSalesMonths_VoidedSaleOnly_IsAZeroSalesMonth() => Assert.Equal(
        1, ZeroSales("2019-12", [.. EveryMonth("2019-01-01", 11, 100), VoidSale("2019-12-05", 500)]));

    [Fact]
    public void ZeroSalesMonths_PurchaseOnly_IsAZeroSalesMonth() => Assert.Equal(
        1, ZeroSales("2019-12", [.. EveryMonth("2019-01-01", 11, 100), Purchase("2019-12-05", 500)]));

    [Theory]
    [InlineData(-99.99, 0)]
    [InlineData(-100, 1)]
    [InlineData(-250, 1)]
    public void ZeroSalesMonths_RedLetterInvoice_TakesItsMonthsSalesBack(double back, int zeroSales) => Assert.Equal(
        zeroSales, ZeroSales("2019-12", [.. EveryMonth("2019-01-01", 12, 100), Sale("2019-03-31", (decimal)back)]));

    // In binary 0.1 + 0.2 - 0.3 is a little over zero.
    [Fact]
    public void ZeroSalesMonths_FractionsThatCancel_AreExactlyZero() => Assert.Equal(1, ZeroSales(
        "2019-12",
        [
            .. EveryMonth("2019-01-01", 11, 100), Sale("2019-12-01", 0.1m), Sale("2019-12-02", 0.2m),
            Sale("2019-12-03", -0.3m),
        ]));

    [Fact]
    public void ZeroSalesMonths_LessThanTwelveMonthsOnRecord_AreUnknown()
    {
        var book = Book(Sale("2019-02-28", 10));

        Assert.Null(MonthlyFeatures.At(book, Month("2019-12")).ZeroSalesMonths);
        Assert.Equal(11, MonthlyFeatures.At(book, Month("2020-01")).ZeroSalesMonths);
        Assert.Equal(12, MonthlyFeatures.At(book, Month("2020-02")).ZeroSalesMonths);
    }

    [Fact]
    public void ZeroSalesMonths_FirstInvoiceIsAPurchase_ArePutOnRecordByIt() =>
        Assert.Equal(11, ZeroSales("2019-12", Purchase("2019-01-31", 10), Sale("2019-12-01", 10)));

    [Fact]
    public void ZeroSalesMonths_NoSalesAnyMore_GrowUntilTwelve() =>
        Assert.Equal(12, ZeroSales("2021-06", EveryMonth("2019-01-01", 12, 100)));

    [Fact]
    public void At_NoInvoiceAtAll_IsEmpty() => Assert.True(MonthlyFeatures.At(Book(), Month("2019-12")).IsEmpty);

    [Theory]
    [InlineData(100, 50, -0.5)]
    [InlineData(100, 100, 0)]
    [InlineData(80, 100, 0.25)]
    [InlineData(100, -20, -1.2)]
    [InlineData(0.01, 1000, 1000)]
    public void SalesChange_QuarterOnTheYearBefore_IsTheirRatioLessOne(double before, double now, double change) =>
        Assert.Equal((decimal)change, Change("2019-12", (decimal)before, (decimal)now));

    [Fact]
    public void SalesChange_BeforeFebruaryIsOver_IsDecembers() => Assert.Equal(0.25m, Change("2020-01", 80, 100));

    [Fact]
    public void SalesChange_NoSalesTheYearBefore_IsUnknown() => Assert.Null(Change("2019-12", 0, 100));

    private static int? ZeroSales(string month, params Tocsin.Replay.Invoices.Invoice[] invoices) =>
        MonthlyFeatures.At(Book(invoices), Month(month)).ZeroSalesMonths;

    private static decimal? Change(string month, decimal before, decimal now) => MonthlyFeatures.At(
        Book([.. EveryMonth("2018-10-01", 3, before), .. EveryMonth("2019-10-01", 3, now)]), Month(month)).SalesChange;
}
