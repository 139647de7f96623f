using Tocsin.Cli.Tables;
using Xunit;

namespace Tocsin.Cli.Tests.Tables;

public sealed class SpreadsheetTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("wang", "wang")]
    [InlineData("a=b", "a=b")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("  =1", "'  =1")]
    [InlineData("\t1", "'\t1")]
    [InlineData("\r1", "'\r1")]
    [InlineData("\n1", "'\n1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("'=1", "'=1")]
    public void Of_Text_IsNeverAFormula(string text, string expected) =>
        Assert.Equal(expected, SpreadsheetText.Of(text));
}
