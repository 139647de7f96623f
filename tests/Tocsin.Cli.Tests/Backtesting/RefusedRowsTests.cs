using Tocsin.Cli.Backtesting;
using Tocsin.Cli.Loading;
using Xunit;

namespace Tocsin.Cli.Tests.Backtesting;

public sealed class RefusedRowsTests
{
    [Fact]
    public void Add_MoreThanAreListed_CountsAll()
    {
        var rows = new RefusedRows();

        for (var line = 2; line < 1_202; line++)
            rows.Add([new RefusedRow(line, "a", "VALUE_INVALID", ""), new RefusedRow(line, "b", "VALUE_INVALID", "")]);

        Assert.Equal((1_200, LoadSummary.MaximumListed), (rows.Count, rows.Listed.Count));
        Assert.Equal(501, rows.Listed[^1].Line);
    }
}
