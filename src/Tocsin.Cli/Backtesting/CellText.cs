using Tocsin.Cli.Values;
using Tocsin.Core.Features;
using Wire = Tocsin.V1;

namespace Tocsin.Cli.Backtesting;

/// <summary>Cells of a file as values, read as <c>tocsin features load</c> reads them.</summary>
internal static class CellText
{
    /// <summary>The types by the names that a mapping uses.</summary>
    public static IReadOnlyDictionary<string, FeatureType> Types { get; } =
        Enum.GetValues<FeatureType>().ToDictionary(type => type.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    /// <summary>Reads a cell that is not empty; null when it holds no value of the type.</summary>
    public static FeatureValue? Read(FeatureType type, string cell)
    {
        var value = FeatureText.Read(KindOf(type), cell);
        return value?.KindCase switch
        {
            Wire.FeatureValue.KindOneofCase.Number => FeatureValue.OfNumber(value.Number),
            Wire.FeatureValue.KindOneofCase.Integer => FeatureValue.OfInteger(value.Integer),
            Wire.FeatureValue.KindOneofCase.Flag => FeatureValue.OfFlag(value.Flag),
            Wire.FeatureValue.KindOneofCase.Date =>
                FeatureValue.OfDate(new DateOnly(value.Date.Year, value.Date.Month, value.Date.Day)),
            Wire.FeatureValue.KindOneofCase.Text => FeatureValue.TryParse(FeatureType.Text, value.Text, out var text)
                ? text : null,
            _ => null,
        };
    }

    /// <summary>How a value of a type is written.</summary>
    public static string Expected(FeatureType type) => FeatureText.Expected(KindOf(type));

    /// <summary>
    /// The type that nine in ten cells have which are not empty: number, date, flag (true and false, spelled out), or
    /// else text. The tenth may be wrong, and its row is refused for it. Whole numbers are numbers, so that they divide
    /// as numbers do.
    /// </summary>
    public static FeatureType TypeOf(IEnumerable<string> cells)
    {
        var filled = cells.Where(cell => !string.IsNullOrWhiteSpace(cell)).ToList();
        if (AreMostly(filled, cell => Read(FeatureType.Number, cell) is not null)) return FeatureType.Number;
        if (AreMostly(filled, cell => Read(FeatureType.Date, cell) is not null)) return FeatureType.Date;
        return AreMostly(filled, cell => bool.TryParse(cell, out _)) ? FeatureType.Flag : FeatureType.Text;
    }

    private static bool AreMostly(List<string> cells, Func<string, bool> test) =>
        cells.Count > 0 && cells.Count(test) * 10L >= cells.Count * 9L;

    private static Wire.FeatureKind KindOf(FeatureType type) => type switch
    {
        FeatureType.Number => Wire.FeatureKind.Number,
        FeatureType.Integer => Wire.FeatureKind.Integer,
        FeatureType.Flag => Wire.FeatureKind.Flag,
        FeatureType.Date => Wire.FeatureKind.Date,
        _ => Wire.FeatureKind.Text,
    };
}
