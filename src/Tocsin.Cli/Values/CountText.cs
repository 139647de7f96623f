using System.Globalization;

namespace Tocsin.Cli.Values;

/// <summary>Numbers of things, as people say them: 1 error, 2 errors.</summary>
internal static class CountText
{
    /// <summary>A number and what it counts.</summary>
    public static string Of(long number, string what) =>
        number == 1 ? $"1 {what}" : string.Create(CultureInfo.InvariantCulture, $"{number} {what}s");
}
