using System.Diagnostics.CodeAnalysis;
using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Journal.Files;
using Tocsin.Journal.Records;
using Tocsin.Journal.Sealing;

namespace Tocsin.Journal.Recording;

/// <summary>Reads the inputs of a journaled decision, and lays them out again as they were.</summary>
public static class RecordedInputs
{
    /// <summary>
    /// The inputs, in the order of the layout. Personal ones are opened with the borrower's key; without one, or with
    /// one that does not fit, they are erased: never missing.
    /// </summary>
    /// <param name="record">The decision.</param>
    /// <param name="layout">Its layout.</param>
    /// <param name="key">
    /// The borrower's key, see <see cref="BorrowerKeys.ReadAsync"/>; null where there is none.
    /// </param>
    public static IReadOnlyList<RecordedInput> Read(DecisionRecord record, LayoutRecord layout, byte[]? key)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(layout);
        var times = InputPacking.UnpackTimes(record.Observed, layout.Slots.Count);
        var open = new Queue<(RecordedState State, FeatureValue? Value)>(
            InputPacking.Unpack(record.Inputs ?? new(), [.. layout.Slots.Where(slot => !slot.Personal)]));
        var personal = Personal(record, [.. layout.Slots.Where(slot => slot.Personal)], key);
        return
        [
            .. layout.Slots.Select((slot, at) =>
            {
                var (state, value) = (slot.Personal ? personal : open).Dequeue();
                return new RecordedInput(
                    slot.Name, InputPacking.TypeOf(slot.Type), slot.Personal, state, value, times[at]);
            }),
        ];
    }

    /// <summary>
    /// The profile that was decided on, laid out by a rule set's slots; a decision on it under the rule set that was
    /// active then gives the same. No when an input was erased or withheld.
    /// </summary>
    /// <param name="record">The decision.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="layout">The slots; what they do not have, by name and type, is left out.</param>
    /// <param name="profile">The profile.</param>
    public static bool TryLayOut(
        DecisionRecord record, IReadOnlyList<RecordedInput> inputs, InputLayout layout,
        [NotNullWhen(true)] out BorrowerProfile? profile)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(layout);
        profile = null;
        if (inputs.Any(input => input.State is RecordedState.Erased or RecordedState.Withheld)) return false;
        profile = new BorrowerProfile(layout, JournalTime.FromMicroseconds(record.AsOf));
        AskedOf(record).WriteTo(profile);
        foreach (var input in inputs)
        {
            if (layout.Find(input.Name) is not { } slot || slot.Name != input.Name || slot.Type != input.Type) continue;
            new SlotReading(input.Value, input.State == RecordedState.Stale, input.ObservedAt).WriteTo(profile, slot);
        }

        return true;
    }

    /// <summary>What was asked for.</summary>
    public static DecisionRequest AskedOf(DecisionRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var asked = record.Application ?? new Application();
        return new DecisionRequest(
            (ApplicationKind)asked.Kind, asked.HasAmount ? asked.Amount : null,
            asked.HasTermMonths ? asked.TermMonths : null, asked.Purpose.Length > 0 ? asked.Purpose : null);
    }

    private static Queue<(RecordedState State, FeatureValue? Value)> Personal(
        DecisionRecord record, IReadOnlyList<LayoutSlot> slots, byte[]? key)
    {
        if (record.SealedAbsence != SealedAbsence.Unspecified) return All(RecordedState.Withheld, slots.Count);
        var opened = key is null || record.Sealed.IsEmpty
            ? null : PersonalSeal.Open(record.Sealed.Span, key, record.DecisionId.Span);
        return opened is null ? All(RecordedState.Erased, slots.Count) : new(InputPacking.Unpack(opened, slots));
    }

    private static Queue<(RecordedState State, FeatureValue? Value)> All(RecordedState state, int count) =>
        new(Enumerable.Repeat((state, default(FeatureValue?)), count));
}
