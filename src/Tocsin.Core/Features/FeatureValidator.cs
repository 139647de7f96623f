using System.Globalization;

namespace Tocsin.Core.Features;

/// <summary>Checks what callers send against the catalogue. Thread-safe.</summary>
public static class FeatureValidator
{
    /// <summary>How far in the future an observed-at may lie, for clocks that differ.</summary>
    public static readonly TimeSpan MaximumLead = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The value as the feature's type has it, or null and why not: wrong type, not finite, out of bounds, not a member
    /// of the order. A whole number given as a number is taken for an integer, and an integer for a number.
    /// </summary>
    public static FeatureValue? Check(FeatureDefinition feature, FeatureValue value, out string problem)
    {
        ArgumentNullException.ThrowIfNull(feature);
        problem = "";
        var converted = Convert(feature.Type, value);
        if (converted is not { } typed)
        {
            problem = $"{feature.FullName} is of type {Name(feature.Type)}; it was given a {Name(value.Type)}.";
            return null;
        }

        if (IsOutside(feature, typed))
        {
            problem = $"{feature.FullName} is {typed.ToCanonicalText()}; it must be {Bounds(feature)}.";
            return null;
        }

        if (feature.Order is { } order && !order.Contains(typed.AsText))
        {
            problem = $"{feature.FullName} is '{typed.AsText}'; it must be one of {string.Join(", ", order.Members)}.";
            return null;
        }

        return typed;
    }

    /// <summary>True when an observed-at lies further ahead of now than <see cref="MaximumLead"/>.</summary>
    public static bool IsInFuture(DateTimeOffset observedAt, DateTimeOffset now) => observedAt - now > MaximumLead;

    private static FeatureValue? Convert(FeatureType type, FeatureValue value)
    {
        if (value.Type == type) return value;
        if (type == FeatureType.Number && value.Type == FeatureType.Integer)
            return FeatureValue.OfNumber(value.AsNumber);
        var isWhole = value.Type == FeatureType.Number && Math.Floor(value.AsNumber) == value.AsNumber
            && Math.Abs(value.AsNumber) <= FeatureValue.MaximumInteger;
        return type == FeatureType.Integer && isWhole ? FeatureValue.OfInteger((long)value.AsNumber) : null;
    }

    private static bool IsOutside(FeatureDefinition feature, FeatureValue value) =>
        feature.Type is FeatureType.Number or FeatureType.Integer
        && (value.AsNumber < feature.Minimum || value.AsNumber > feature.Maximum);

    private static string Bounds(FeatureDefinition feature) => (feature.Minimum, feature.Maximum) switch
    {
        ({ } low, { } high) => string.Create(CultureInfo.InvariantCulture, $"from {low} to {high}"),
        ({ } low, null) => string.Create(CultureInfo.InvariantCulture, $"at least {low}"),
        (null, { } high) => string.Create(CultureInfo.InvariantCulture, $"at most {high}"),
        _ => "anything",
    };

    private static string Name(FeatureType type) => type switch
    {
        FeatureType.Number => "number",
        FeatureType.Integer => "integer",
        FeatureType.Flag => "flag",
        FeatureType.Date => "date",
        _ => "text",
    };
}
