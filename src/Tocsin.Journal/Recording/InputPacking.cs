using Google.Protobuf;
using Tocsin.Core.Features;
using Tocsin.Journal.Records;

namespace Tocsin.Journal.Recording;

/// <summary>Packs what a profile says of some inputs, and unpacks it. A value comes back bit for bit.</summary>
internal static class InputPacking
{
    private const int Missing = 0;
    private const int Present = 1;
    private const int Stale = 2;

    /// <summary>States and values of inputs, in their order.</summary>
    public static PackedInputs Pack(BorrowerProfile profile, IReadOnlyList<InputSlot> slots)
    {
        var packed = new PackedInputs();
        var states = new byte[(slots.Count + 3) / 4];
        for (var at = 0; at < slots.Count; at++)
        {
            var slot = slots[at];
            var state = profile.IsPresent(slot.Index) ? Present : profile.IsStale(slot.Index) ? Stale : Missing;
            states[at / 4] |= (byte)(state << (at % 4 * 2));
            if (state == Present) Add(packed, slot.Type, profile.ValueOf(slot)!.Value);
        }

        packed.States = UnsafeByteOperations.UnsafeWrap(states);
        return packed;
    }

    /// <summary>When the inputs were observed.</summary>
    public static ObservedTimes PackTimes(BorrowerProfile profile, IReadOnlyList<InputSlot> slots)
    {
        var packed = new ObservedTimes();
        for (var at = 0; at < slots.Count;)
        {
            var observed = profile.ObservedAt(slots[at].Index);
            var length = 1;
            while (at + length < slots.Count && profile.ObservedAt(slots[at + length].Index) == observed) length++;
            packed.Runs.Add((uint)length);
            packed.Runs.Add(observed is { } moment ? Number(packed, Files.JournalTime.ToMicroseconds(moment)) : 0);
            at += length;
        }

        return packed;
    }

    /// <summary>States and values again.</summary>
    /// <exception cref="ArgumentException">The bytes are not what packing these inputs gives.</exception>
    public static IReadOnlyList<(RecordedState State, FeatureValue? Value)> Unpack(
        PackedInputs packed, IReadOnlyList<LayoutSlot> slots)
    {
        var read = new (RecordedState State, FeatureValue? Value)[slots.Count];
        var (whole, numbers, texts) = (0, 0, 0);
        if (packed.States.Length != (slots.Count + 3) / 4) throw new ArgumentException("There are other states.");
        for (var at = 0; at < slots.Count; at++)
        {
            read[at] = ((packed.States[at / 4] >> (at % 4 * 2)) & 3) switch
            {
                Present => (RecordedState.Present, slots[at].Type switch
                {
                    SlotType.Number => FeatureValue.OfNumber(packed.Numbers[numbers++]),
                    SlotType.Integer => FeatureValue.OfInteger(packed.Whole[whole++]),
                    SlotType.Flag => FeatureValue.OfFlag(packed.Whole[whole++] != 0),
                    SlotType.Date => FeatureValue.OfDate(DateOnly.FromDayNumber((int)packed.Whole[whole++])),
                    _ => FeatureValue.OfText(packed.Texts[texts++]),
                }),
                Stale => (RecordedState.Stale, null),
                Missing => (RecordedState.Missing, null),
                _ => throw new ArgumentException("There is no such state."),
            };
        }

        // A state that was altered takes another input's value, and leaves one over or one short.
        return (whole, numbers, texts) == (packed.Whole.Count, packed.Numbers.Count, packed.Texts.Count)
            ? read : throw new ArgumentException("There are other values than the states say.");
    }

    /// <summary>The times again, one for each input.</summary>
    /// <exception cref="ArgumentException">A run names a time that is not there.</exception>
    public static IReadOnlyList<DateTimeOffset?> UnpackTimes(ObservedTimes? packed, int inputs)
    {
        var times = new DateTimeOffset?[inputs];
        var at = 0;
        for (var run = 0; packed is not null && run + 1 < packed.Runs.Count; run += 2)
        {
            var number = (int)packed.Runs[run + 1];
            DateTimeOffset? moment = number == 0 ? null : Files.JournalTime.FromMicroseconds(packed.Times[number - 1]);
            for (var left = packed.Runs[run]; left > 0 && at < inputs; left--) times[at++] = moment;
        }

        return times;
    }

    /// <summary>The type as a layout names it.</summary>
    public static SlotType TypeOf(FeatureType type) => type switch
    {
        FeatureType.Integer => SlotType.Integer,
        FeatureType.Flag => SlotType.Flag,
        FeatureType.Text => SlotType.Text,
        FeatureType.Date => SlotType.Date,
        _ => SlotType.Number,
    };

    /// <summary>The type that a layout names.</summary>
    public static FeatureType TypeOf(SlotType type) => type switch
    {
        SlotType.Integer => FeatureType.Integer,
        SlotType.Flag => FeatureType.Flag,
        SlotType.Text => FeatureType.Text,
        SlotType.Date => FeatureType.Date,
        _ => FeatureType.Number,
    };

    private static void Add(PackedInputs packed, FeatureType type, FeatureValue value)
    {
        if (type == FeatureType.Text) packed.Texts.Add(value.AsText);
        else if (type == FeatureType.Number) packed.Numbers.Add(value.AsNumber);
        else packed.Whole.Add((long)value.AsNumber);
    }

    private static uint Number(ObservedTimes packed, long time)
    {
        var known = packed.Times.IndexOf(time);
        if (known >= 0) return (uint)known + 1;
        packed.Times.Add(time);
        return (uint)packed.Times.Count;
    }
}
