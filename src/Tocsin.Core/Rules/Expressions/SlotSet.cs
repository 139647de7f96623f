using Tocsin.Core.Features;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>The inputs an expression reads, as a list and as a mask. Immutable.</summary>
internal sealed class SlotSet
{
    private readonly ulong[] _mask;

    public SlotSet(InputLayout layout, IReadOnlyCollection<int> slots)
    {
        _mask = new ulong[layout.MaskLength];
        foreach (var slot in slots) _mask[slot >> 6] |= 1UL << (slot & 63);
        Slots = [.. slots.Order().Select(slot => layout.Slots[slot])];
    }

    /// <summary>The inputs, by index.</summary>
    public IReadOnlyList<InputSlot> Slots { get; }

    /// <summary>True when every input has a fresh value.</summary>
    public bool AllPresent(BorrowerProfile profile)
    {
        var present = profile.Present;
        for (var word = 0; word < _mask.Length; word++)
        {
            if ((_mask[word] & ~present[word]) != 0) return false;
        }

        return true;
    }
}
