using System.Globalization;
using Google.Type;

namespace Tocsin.Cli.Values;

/// <summary>Exact amounts between decimal numbers and <c>google.type.Money</c>.</summary>
internal static class MoneyAmount
{
    private const decimal NanosPerUnit = 1_000_000_000m;

    /// <summary>An amount as money.</summary>
    /// <exception cref="CommandFailedException">It has more than nine decimals or passes 64 bits.</exception>
    public static Money From(decimal amount, string currency)
    {
        var units = decimal.Truncate(amount);
        var nanos = (amount - units) * NanosPerUnit;
        if (nanos != decimal.Truncate(nanos))
            throw CommandFailedException.Usage($"The amount {Plain(amount)} has more than nine decimals.");
        if (units is > long.MaxValue or < long.MinValue)
            throw CommandFailedException.Usage($"The amount {Plain(amount)} is too large.");
        return new Money { CurrencyCode = currency, Units = (long)units, Nanos = (int)nanos };
    }

    /// <summary>Money as an amount.</summary>
    public static decimal ToDecimal(Money money) => money.Units + (money.Nanos / NanosPerUnit);

    /// <summary>Money for people: <c>CNY 300,000.00</c>, with more decimals only where there are more.</summary>
    public static string Text(Money? money) => money is null
        ? "-"
        : $"{money.CurrencyCode} {ToDecimal(money).ToString("#,##0.00#######", CultureInfo.InvariantCulture)}";

    private static string Plain(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);
}
