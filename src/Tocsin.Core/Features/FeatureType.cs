namespace Tocsin.Core.Features;

/// <summary>What a feature's values are.</summary>
public enum FeatureType
{
    /// <summary>A finite double: amounts, ratios as fractions, annual rates as fractions.</summary>
    Number,

    /// <summary>A whole number from −2^53 to 2^53: counts, days.</summary>
    Integer,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>
    /// Text in Unicode normalization form C, at most <see cref="FeatureValue.MaximumTextLength"/> characters.
    /// </summary>
    Text,

    /// <summary>A civil date, without time or zone.</summary>
    Date,
}
