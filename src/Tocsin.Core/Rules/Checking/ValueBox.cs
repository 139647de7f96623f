using System.Collections.Immutable;
using Tocsin.Core.Features;

namespace Tocsin.Core.Rules.Checking;

/// <summary>Profiles whose inputs are each in some set; inputs that are not named may be anything. Immutable.</summary>
internal sealed class ValueBox
{
    private readonly ImmutableDictionary<int, (InputSlot Slot, ValueSet Values)> _sides;

    private ValueBox(ImmutableDictionary<int, (InputSlot Slot, ValueSet Values)> sides) => _sides = sides;

    /// <summary>Every profile.</summary>
    public static ValueBox Everything { get; } = new(ImmutableDictionary<int, (InputSlot, ValueSet)>.Empty);

    /// <summary>The inputs that are named, with what they may be.</summary>
    public IEnumerable<(InputSlot Slot, ValueSet Values)> Sides => _sides.Values;

    /// <summary>How many inputs are named.</summary>
    public int Count => _sides.Count;

    /// <summary>The profiles in which an input is in a set.</summary>
    public static ValueBox Of(InputSlot slot, ValueSet values) =>
        new(Everything._sides.Add(slot.Index, (slot, values)));

    /// <summary>True when the other names every input that this one does.</summary>
    public bool IsNamedBy(ValueBox other) => _sides.Keys.All(other._sides.ContainsKey);

    /// <summary>What is in both; null when nothing is.</summary>
    public ValueBox? Intersect(ValueBox other)
    {
        if (other._sides.Count > _sides.Count) return other.Intersect(this);
        var both = _sides;
        foreach (var (index, (slot, values)) in other._sides)
        {
            var common = both.TryGetValue(index, out var mine) ? mine.Values.Intersect(values) : values;
            if (common.IsNothing) return null;
            both = both.SetItem(index, (slot, common));
        }

        return new(both);
    }

    /// <summary>What is in either, where that is a box: both name the same one input. Else null.</summary>
    public ValueBox? Join(ValueBox other)
    {
        if (Count != 1 || other.Count != 1) return null;
        var (slot, values) = Sides.First();
        var (otherSlot, otherValues) = other.Sides.First();
        return slot.Index == otherSlot.Index ? Of(slot, values.Union(otherValues)) : null;
    }
}
