namespace Tocsin.Core.Features;

/// <summary>An input whose value was needed and not there.</summary>
/// <param name="Slot">The input.</param>
/// <param name="Absence">Why.</param>
/// <param name="ObservedAt">When its view was last observed; null when it never was.</param>
public sealed record AbsentInput(InputSlot Slot, Absence Absence, DateTimeOffset? ObservedAt)
{
    /// <summary>The inputs among some that have no fresh value in a profile.</summary>
    public static IReadOnlyList<AbsentInput> Among(IReadOnlyList<InputSlot> slots, BorrowerProfile profile)
    {
        // By index and with no list for none, since every decision asks.
        List<AbsentInput>? absent = null;
        for (var i = 0; i < slots.Count; i++)
        {
            var slot = slots[i];
            if (profile.IsPresent(slot.Index)) continue;
            var absence = profile.IsStale(slot.Index) ? Absence.Stale : Absence.Missing;
            (absent ??= []).Add(new AbsentInput(slot, absence, profile.ObservedAt(slot.Index)));
        }

        return absent ?? (IReadOnlyList<AbsentInput>)[];
    }
}

/// <summary>Why a value was not there.</summary>
public enum Absence
{
    /// <summary>None was ever given, or the latest update left it out.</summary>
    Missing = 1,

    /// <summary>It is past its view's stale limit.</summary>
    Stale = 2,

    /// <summary>The expression failed on these values.</summary>
    Error = 3,
}
