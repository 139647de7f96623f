using Tocsin.Replay.Invoices;
using Xunit;

namespace Tocsin.Replay.Tests.Invoices;

public sealed class InvoiceFileTests
{
    private static readonly HashSet<string> _enterprises = ["N1"];

    private readonly BrokenRows _broken = new();

    [Fact]
    public void Read_SoundRows_GivesWhatTheySay()
    {
        var invoices = Read(
            "N1,output,1,2019-12-31,B1,100.5,16.08,116.58,valid", "N1,input,2,2019-01-01,B2,-20,-3.2,-23.2,void");

        Assert.Equal(
            [
                new Invoice("N1", new DateOnly(2019, 12, 31), true, true, 100.5m),
                new Invoice("N1", new DateOnly(2019, 1, 1), false, false, -20m),
            ],
            invoices);
        Assert.Equal(0, _broken.Count);
    }

    [Theory]
    [InlineData("N2,output,1,2019-12-31,B1,100,16,116,valid", "'N2' is no enterprise of enterprises.csv")]
    [InlineData("N1,sideways,1,2019-12-31,B1,100,16,116,valid", "the side 'sideways' is neither input nor output")]
    [InlineData("N1,output,1,2019-02-29,B1,100,16,116,valid", "'2019-02-29' is no date such as 2019-12-31")]
    [InlineData("N1,output,1,31/12/2019,B1,100,16,116,valid", "'31/12/2019' is no date such as 2019-12-31")]
    [InlineData("N1,output,1,2019-12-31,B1,much,16,116,valid", "'much' is no amount")]
    [InlineData("N1,output,1,2019-12-31,B1,1e99,16,116,valid", "'1e99' is no amount")]
    [InlineData("N1,output,1,2019-12-31,B1,100,16,116,lost", "the status 'lost' is neither valid nor void")]
    [InlineData("N1,output,1", "3 cells where the header has 9")]
    [InlineData("N1,output,1,2019-12-31,B1,1,000,16,116,valid", "10 cells where the header has 9")]
    public void Read_BrokenRow_IsToldWithItsLineAndPassedOver(string row, string fault)
    {
        var invoices = Read("N1,output,1,2019-12-30,B1,1,0,1,valid", row, "N1,output,3,2019-12-31,B1,3,0,3,valid");

        Assert.Equal([1m, 3m], invoices.Select(invoice => invoice.Amount));
        Assert.Equal([$"invoices.csv.gz line 3: {fault}"], _broken.Told);
    }

    [Fact]
    public void Read_ManyBrokenRows_CountsAllAndKeepsTheFirst()
    {
        Assert.Empty(Read([.. Enumerable.Repeat("N1", 1_000)]));

        Assert.Equal(1_000, _broken.Count);
        Assert.Equal(BrokenRows.MostKept, _broken.Told.Count);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("enterprise,side,date,amount", "no column 'status'")]
    public void Read_NoSuchTable_IsRefused(string text, string fault)
    {
        var failure = Assert.Throws<InvalidDataException>(
            () => InvoiceFile.Read(new StringReader(text), _enterprises, _broken).ToList());

        Assert.Contains(fault, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_QuoteThatIsNeverClosed_IsRefused()
    {
        var failure = Assert.Throws<InvalidDataException>(() => Read("N1,output,\"" + new string('x', 10_000)));

        Assert.Contains("is a quote not closed?", failure.Message, StringComparison.Ordinal);
    }

    private List<Invoice> Read(params string[] rows) => [.. InvoiceFile.Read(
        new StringReader(string.Join('\n', [SampleInvoices.Header, .. rows])), _enterprises, _broken)];
}
