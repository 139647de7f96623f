using System.Globalization;
using Google.Type;
using Tocsin.Cli.Values;
using Xunit;

namespace Tocsin.Cli.Tests.Values;

public sealed class MoneyAmountTests
{
    [Theory]
    [InlineData("0", 0, 0)]
    [InlineData("300000", 300000, 0)]
    [InlineData("0.1", 0, 100_000_000)]
    [InlineData("1234.56", 1234, 560_000_000)]
    [InlineData("-1.75", -1, -750_000_000)]
    [InlineData("0.000000001", 0, 1)]
    [InlineData("9223372036854775807.999999999", long.MaxValue, 999_999_999)]
    public void IsExactBothWays(string text, long units, int nanos)
    {
        var amount = decimal.Parse(text, CultureInfo.InvariantCulture);
        var money = MoneyAmount.From(amount, "CNY");
        Assert.Equal(new Money { CurrencyCode = "CNY", Units = units, Nanos = nanos }, money);
        Assert.Equal(amount, MoneyAmount.ToDecimal(money));
    }

    [Theory]
    [InlineData("0.0000000001")]
    [InlineData("9223372036854775808")]
    public void RefusesWhatMoneyCannotHold(string text)
    {
        var amount = decimal.Parse(text, CultureInfo.InvariantCulture);
        Assert.Throws<CommandFailedException>(() => MoneyAmount.From(amount, "CNY"));
    }

    [Theory]
    [InlineData("300000", "CNY 300,000.00")]
    [InlineData("0.125", "CNY 0.125")]
    public void IsWrittenWithItsCurrency(string text, string expected)
    {
        var amount = decimal.Parse(text, CultureInfo.InvariantCulture);
        Assert.Equal(expected, MoneyAmount.Text(MoneyAmount.From(amount, "CNY")));
    }
}
