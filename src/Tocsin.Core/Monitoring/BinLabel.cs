using System.Globalization;
using Tocsin.Core.Decisions;

namespace Tocsin.Core.Monitoring;

/// <summary>Bins of characteristics in words, so that those of two rule sets can be compared.</summary>
public static class BinLabel
{
    /// <summary>The bin of a missing value.</summary>
    public const string Missing = "missing";

    private const int Longest = 120;

    /// <summary>The labels of a characteristic's bins, in document order.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<Bin> bins)
    {
        ArgumentNullException.ThrowIfNull(bins);
        var labels = new List<string>(bins.Count);
        double? from = null;
        foreach (var bin in bins)
        {
            labels.Add(bin.Texts is { } texts ? Short(string.Join(", ", texts)) : Range(from, bin.Below));
            if (bin.Texts is null) from = bin.Below;
        }

        return labels;
    }

    /// <summary>A bound in the shortest form that reads back.</summary>
    public static string Number(double bound) => bound.ToString("R", CultureInfo.InvariantCulture);

    // The first bin that takes a value gives the points, so that a bin begins where the one before it ends.
    private static string Range(double? from, double? below) => (from, below) switch
    {
        (null, null) => "any",
        (null, { } bound) => $"< {Number(bound)}",
        ({ } start, null) => $">= {Number(start)}",
        ({ } start, { } bound) => $"{Number(start)} to < {Number(bound)}",
    };

    private static string Short(string texts) => texts.Length <= Longest ? texts : $"{texts[..(Longest - 1)]}…";
}
