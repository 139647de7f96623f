using Google.Protobuf;
using Tocsin.Core.Features;
using Tocsin.Journal.Records;
using Tocsin.Journal.Sealing;

namespace Tocsin.Journal.Recording;

/// <summary>A journaled decision, opened with its borrower's key: the one place that reads a sealed part.</summary>
/// <remarks>Immutable.</remarks>
public sealed class OpenedDecision
{
    private OpenedDecision(DecisionRecord record, LayoutRecord layout, OpenedState state)
    {
        Record = record;
        Layout = layout;
        State = state;
        Decided = record.Decided ?? new DecidedRecord();
        Carried = record.Carried;
    }

    /// <summary>The record.</summary>
    public DecisionRecord Record { get; }

    /// <summary>The names behind it; none where they cannot be read any more.</summary>
    public LayoutRecord Layout { get; }

    /// <summary>Whether it is there whole.</summary>
    public OpenedState State { get; private init; }

    /// <summary>
    /// The inputs, in the order of the layout. Personal ones are erased or withheld as the decision is, never missing;
    /// of an altered one they are left out, and everything is where nothing can be read.
    /// </summary>
    public IReadOnlyList<RecordedInput> Inputs { get; private init; } = [];

    /// <summary>
    /// What was decided: whole when it is open, and its summary when it was erased or withheld, or what of it can be
    /// read.
    /// </summary>
    public DecidedRecord Decided { get; private init; }

    /// <summary>The views that the request carried; empty unless it is open.</summary>
    public IReadOnlyList<CarriedView> Carried { get; private init; }

    /// <summary>True when the record has a part that needs the borrower's key.</summary>
    public static bool NeedsKey(DecisionRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return !record.Sealed.IsEmpty;
    }

    /// <summary>
    /// Opens a decision. Without the key, or with one that does not fit, what was sealed is erased; where the bytes are
    /// not what a recorder writes, it is altered.
    /// </summary>
    /// <param name="record">The decision.</param>
    /// <param name="layout">Its layout; null where that cannot be read: then nothing but the summary can.</param>
    /// <param name="key">
    /// The borrower's key, see <see cref="BorrowerKeys.ReadAsync"/>; null where there is none.
    /// </param>
    public static OpenedDecision Of(DecisionRecord record, LayoutRecord? layout, byte[]? key)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (layout is null) return WithoutNames(record);
        try
        {
            var (part, state) = Part(record, layout, key);
            var decided = part?.Decided ?? record.Decided;
            if (decided is null || !DecidedShape.IsSound(decided, layout) || !DecidedShape.IsSound(record))
                return Altered(record, layout);
            var carried = part?.Carried ?? record.Carried;
            if (!carried.All(DecidedShape.IsSound)) return Altered(record, layout);
            // Whoever reads the views later may rely on every value.
            foreach (var value in carried.SelectMany(view => view.Values)) CarriedPacking.Unpack(value);
            return new OpenedDecision(record, layout, state)
            {
                Inputs = Read(record, layout, part?.Inputs, state),
                Decided = decided,
                Carried = carried,
            };
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidProtocolBufferException)
        {
            return Altered(record, layout);
        }
    }

    private static OpenedDecision WithoutNames(DecisionRecord record)
    {
        var layout = new LayoutRecord();
        var summary = DecidedSummary.Of(record.Decided ?? new DecidedRecord());
        return DecidedShape.IsSound(summary, layout) && DecidedShape.IsSound(record)
            ? new(record, layout, OpenedState.Nameless) { Decided = summary, Carried = [] } : Altered(record, layout);
    }

    private static OpenedDecision Altered(DecisionRecord record, LayoutRecord layout) =>
        new(record, layout, OpenedState.Altered)
        {
            Decided = new DecidedRecord { Outcome = record.Decided?.Outcome ?? 0 },
            Carried = [],
        };

    private static (SealedPart? Part, OpenedState State) Part(DecisionRecord record, LayoutRecord layout, byte[]? key)
    {
        if (record.SealedAbsence != SealedAbsence.Unspecified) return (null, OpenedState.Withheld);
        if (!NeedsKey(record))
            return (null, layout.Slots.Any(slot => slot.Personal) ? OpenedState.Altered : OpenedState.Open);
        var opened = key is null ? null
            : PersonalSeal.Open(record.Sealed.Span, key, record.DecisionId.Span, SealedKind.Decision);
        return opened is null ? (null, OpenedState.Erased) : (SealedPart.Parser.ParseFrom(opened), OpenedState.Open);
    }

    private static List<RecordedInput> Read(
        DecisionRecord record, LayoutRecord layout, PackedInputs? sealedInputs, OpenedState state)
    {
        var times = InputPacking.UnpackTimes(record.Observed, layout.Slots.Count);
        var open = new Queue<(RecordedState State, FeatureValue? Value)>(
            InputPacking.Unpack(record.Inputs ?? new(), [.. layout.Slots.Where(slot => !slot.Personal)]));
        var personal = new Queue<(RecordedState State, FeatureValue? Value)>(sealedInputs is null ? []
            : InputPacking.Unpack(sealedInputs, [.. layout.Slots.Where(slot => slot.Personal)]));
        var absent = state == OpenedState.Withheld ? RecordedState.Withheld : RecordedState.Erased;
        var inputs = new List<RecordedInput>();
        for (var at = 0; at < layout.Slots.Count; at++)
        {
            var slot = layout.Slots[at];
            if (slot.Personal && state == OpenedState.Altered) continue;
            var (found, value) = !slot.Personal ? open.Dequeue()
                : sealedInputs is null ? (absent, null) : personal.Dequeue();
            inputs.Add(new RecordedInput(
                slot.Name, InputPacking.TypeOf(slot.Type), slot.Personal, found, value, times[at]));
        }

        return inputs;
    }
}

/// <summary>Whether a journaled decision is there whole.</summary>
public enum OpenedState
{
    /// <summary>It is.</summary>
    Open = 0,

    /// <summary>The borrower was erased, and with it the key of what is personal.</summary>
    Erased = 1,

    /// <summary>What is personal was left out when it was journaled, because the store did not give the key.</summary>
    Withheld = 2,

    /// <summary>Its bytes are not those that were written.</summary>
    Altered = 3,

    /// <summary>The names behind its values cannot be read any more.</summary>
    Nameless = 4,
}
