using System.Globalization;
using Tocsin.Core.Monitoring;
using Tocsin.V1;

namespace Tocsin.Cli.Journaling;

/// <summary>Names the bins that a journal has by their numbers.</summary>
/// <param name="model">The model whose bins they are.</param>
internal sealed class BinNames(MonitoredModel model)
{
    private readonly Dictionary<string, IReadOnlyList<CharacteristicBin>> _bins =
        model.Characteristics.ToDictionary(one => one.Name, one => one.Bins, StringComparer.Ordinal);

    /// <summary>The name of a bin of which no more is known than its number.</summary>
    public static string Numbered(int bin) => string.Create(CultureInfo.InvariantCulture, $"bin {bin}");

    /// <summary>
    /// The bin of an answer. A bin of that number with other points is one of other rules, and is not taken for it.
    /// </summary>
    public CharacteristicBin Of(CharacteristicPoints one)
    {
        if (one.Missing) return new CharacteristicBin(one.Name, BinLabel.Missing, one.Points);
        var known = _bins.GetValueOrDefault(one.Name)?.ElementAtOrDefault(one.Bin - 1) ?? default;
        return known.Bin is not null && known.Bin != BinLabel.Missing && known.Points == one.Points
            ? known
            : new CharacteristicBin(one.Name, $"{Numbered(one.Bin)} of other rules", one.Points);
    }
}
