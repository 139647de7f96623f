namespace Tocsin.Core.Features;

/// <summary>
/// Everything a profile says of one input, so that a profile which was written down can be laid out again as it was.
/// </summary>
/// <param name="Value">The fresh value; null when it is missing or stale.</param>
/// <param name="IsStale">True when a value was there but too old to count.</param>
/// <param name="ObservedAt">When it was observed; null when it never was, or for a reserved input.</param>
public readonly record struct SlotReading(FeatureValue? Value, bool IsStale, DateTimeOffset? ObservedAt)
{
    /// <summary>What a profile says of an input.</summary>
    public static SlotReading Of(BorrowerProfile profile, InputSlot slot)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(slot);
        return new(profile.ValueOf(slot), profile.IsStale(slot.Index), profile.ObservedAt(slot.Index));
    }

    /// <summary>Lays it out in a profile in which nothing was said of the input yet.</summary>
    /// <exception cref="ArgumentException">The value is not of the slot's type.</exception>
    public void WriteTo(BorrowerProfile profile, InputSlot slot)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(slot);
        if (ObservedAt is { } observedAt) profile.NoteObserved(slot.Index, observedAt);
        if (IsStale) profile.MarkStale(slot.Index);
        if (Value is not { } value) return;
        if (value.Type != slot.Type)
            throw new ArgumentException($"{slot.Name} takes values of type {slot.Type}.", nameof(slot));
        profile.Set(slot, value);
    }
}
