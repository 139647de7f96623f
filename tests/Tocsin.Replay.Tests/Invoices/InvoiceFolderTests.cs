using Xunit;

namespace Tocsin.Replay.Tests.Invoices;

public sealed class InvoiceFolderTests
{
    [Theory]
    [InlineData("2020-02-21", "2020-01")]
    [InlineData("2020-02-29", "2020-02")]
    [InlineData("2020-01-01", "2019-12")]
    public void LastWholeMonth_OfTheLastInvoice_HasAllItsDays(string last, string month)
    {
        var folder = SampleInvoices.Folder(
            $"N1,output,1,{last},B1,1,0,1,valid", "N2,input,2,2018-05-05,B1,1,0,1,void");

        Assert.Equal(month, folder.LastWholeMonth.ToString());
        Assert.Equal(new DateOnly(2018, 5, 5), folder.First);
    }

    [Fact]
    public void Read_NoInvoice_IsRefused() => Assert.Throws<InvalidDataException>(() => SampleInvoices.Folder());
}
