using Tocsin.Core.Features;

namespace Tocsin.Core.Rules.Checking;

/// <summary>
/// A set of states of one input: values, and whether it may be missing or stale, which are one here. Immutable.
/// </summary>
/// <param name="Numbers">The numbers, of an input that is no text: flags are 0 and 1, dates their day numbers.</param>
/// <param name="Texts">The texts, of an input that is a text.</param>
/// <param name="IsMissing">True when the input may be missing.</param>
internal sealed record ValueSet(NumberRanges Numbers, TextChoice Texts, bool IsMissing)
{
    private static readonly TextChoice _noText = TextChoice.Of();

    /// <summary>The input is missing.</summary>
    public static ValueSet Missing { get; } = new(NumberRanges.Nothing, _noText, true);

    /// <summary>True when no state is in it.</summary>
    public bool IsNothing => Numbers.IsNothing && Texts.IsNothing && !IsMissing;

    /// <summary>These numbers.</summary>
    public static ValueSet Of(NumberRanges numbers) => new(numbers, _noText, false);

    /// <summary>These texts.</summary>
    public static ValueSet Of(TextChoice texts) => new(NumberRanges.Nothing, texts, false);

    /// <summary>Every value that the catalogue lets an input have.</summary>
    public static ValueSet Present(InputSlot slot)
    {
        const double largest = FeatureValue.MaximumInteger;
        var (least, most) = (slot.Feature?.Minimum, slot.Feature?.Maximum);
        return slot.Type switch
        {
            FeatureType.Text when slot.Order is { } order => Of(TextChoice.Of(order.Members)),
            FeatureType.Text => Of(TextChoice.Everything),
            FeatureType.Flag => Of(NumberRanges.Of(0, 1)),
            FeatureType.Date => Of(NumberRanges.Of(0, DateOnly.MaxValue.DayNumber)),
            FeatureType.Integer => Of(NumberRanges.Of(
                Math.Ceiling(Math.Max(least ?? -largest, -largest)), Math.Floor(Math.Min(most ?? largest, largest)))),
            _ => Of(NumberRanges.Of(least ?? double.MinValue, most ?? double.MaxValue)),
        };
    }

    /// <summary>What is in both.</summary>
    public ValueSet Intersect(ValueSet other) => new(
        Numbers.Intersect(other.Numbers), Texts.Intersect(other.Texts), IsMissing && other.IsMissing);

    /// <summary>What is in either.</summary>
    public ValueSet Union(ValueSet other) => new(
        Numbers.Union(other.Numbers), Texts.Union(other.Texts), IsMissing || other.IsMissing);
}
