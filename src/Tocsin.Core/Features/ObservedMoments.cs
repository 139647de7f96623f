namespace Tocsin.Core.Features;

/// <summary>
/// When each slot was observed: the number of a moment by slot, since most slots share theirs with the rest of a view.
/// Not thread-safe while it is being filled.
/// </summary>
internal sealed class ObservedMoments
{
    private const int UsualMoments = 32;

    // One more than the moment's place; 0 for never.
    private readonly ushort[] _bySlot;
    private long[] _ticks;
    private int _count;

    /// <summary>None is known yet.</summary>
    /// <param name="slots">How many slots there are.</param>
    public ObservedMoments(int slots)
    {
        // Each slot has one moment at most.
        ArgumentOutOfRangeException.ThrowIfGreaterThan(slots, ushort.MaxValue);
        _bySlot = new ushort[slots];
        _ticks = new long[Math.Min(slots, UsualMoments)];
    }

    /// <summary>A copy.</summary>
    public ObservedMoments(ObservedMoments other) =>
        (_bySlot, _ticks, _count) = ([.. other._bySlot], [.. other._ticks], other._count);

    /// <summary>When a slot was observed; null when it never was.</summary>
    public DateTimeOffset? Of(int slot) =>
        _bySlot[slot] is > 0 and var place ? new DateTimeOffset(_ticks[place - 1], TimeSpan.Zero) : null;

    /// <summary>Notes when a slot was observed.</summary>
    public void Note(int slot, DateTimeOffset observedAt) => _bySlot[slot] = NumberOf(observedAt.UtcTicks);

    /// <summary>Notes when slots were observed, all at once.</summary>
    public void Note(InputSlot[] slots, DateTimeOffset observedAt)
    {
        if (slots.Length == 0) return;
        var number = NumberOf(observedAt.UtcTicks);
        foreach (var slot in slots) _bySlot[slot.Index] = number;
    }

    private ushort NumberOf(long ticks)
    {
        // The latest first: mostly it is that of the slot before.
        for (var number = _count; number > 0; number--)
            if (_ticks[number - 1] == ticks) return checked((ushort)number);
        if (_count == _ticks.Length) Array.Resize(ref _ticks, 2 * _count);
        _ticks[_count++] = ticks;
        return checked((ushort)_count);
    }
}
