using System.Text;
using Tocsin.Cli.Loading;
using Xunit;

namespace Tocsin.Cli.Tests.Loading;

public sealed class CsvFileTests
{
    static CsvFileTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("gb18030")]
    public async Task ReadsChineseInItsEncoding(string encoding)
    {
        var rows = await ReadAsync("借款人,行业\nB1,制造业㐀\n", encoding, encoding);
        Assert.Equal([["借款人", "行业"], ["B1", "制造业㐀"]], rows.Select(row => row.Cells));
        Assert.All(rows, row => Assert.Null(row.Fault));
    }

    [Fact]
    public async Task CountsLinesAsAnEditorDoes()
    {
        var rows = await ReadAsync("a,b\r\n\r\n\"one\r\ntwo\",2\r\n3,4\r\n\r\n5,\"6\"\"\"", "utf-8", "utf-8");
        Assert.Equal([1, 3, 5, 7], rows.Select(row => row.Line));
        Assert.Equal("one\r\ntwo", rows[1].Cells[0]);
        Assert.Equal("6\"", rows[3].Cells[1]);
    }

    [Fact]
    public async Task TakesOffAByteOrderMark()
    {
        var rows = await ReadAsync("\uFEFFa,b\n", "utf-8", "utf-8");
        Assert.Equal("a", rows[0].Cells[0]);
    }

    [Fact]
    public async Task SaysWhichEncodingToTryWhenBytesAreNotOfTheGivenOne()
    {
        var rows = await ReadAsync("a\n制造业\nb\n", written: "gb18030", read: "utf-8");
        Assert.Null(rows[0].Fault);
        Assert.Contains("--encoding gb18030", rows[1].Fault, StringComparison.Ordinal);
        Assert.Null(rows[2].Fault);
    }

    [Fact]
    public async Task FindsAQuoteInTheWrongPlaceAndReadsOn()
    {
        var rows = await ReadAsync("a,b\n\"x\"y,1\nz,2\n", "utf-8", "utf-8");
        Assert.Contains("quote", rows[1].Fault, StringComparison.Ordinal);
        Assert.Null(rows[2].Fault);
    }

    [Fact]
    public async Task RefusesACellBeyondItsBound()
    {
        var failure = await Assert.ThrowsAsync<CommandFailedException>(() =>
            ReadAsync("a\n\"" + new string('x', 70_000) + "\n", "utf-8", "utf-8"));
        Assert.Contains("is a quote not closed", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<List<CsvRow>> ReadAsync(string text, string written, string read)
    {
        using var file = new CsvFile(new MemoryStream(Encoding.GetEncoding(written).GetBytes(text)), read);
        var rows = new List<CsvRow>();
        while (await file.ReadAsync() is { } row) rows.Add(row);
        return rows;
    }
}
