using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Features;

/// <summary>
/// A borrower's values at one moment, laid out by slot: what compiled rules read. It belongs to one call and is not
/// thread-safe while it is being filled.
/// </summary>
public sealed class BorrowerProfile
{
    private const ulong BitOfEachByte = 0x0101_0101_0101_0101;

    // Profiles are made and copied by the thousand, so that nothing is kept by slot that few slots have: the slots of
    // a view mostly share one moment.
    private readonly ObservedMoments _observed;
    private readonly ulong[] _stale;
    private uint[] _hits;
    private uint[] _unknown;
    private ulong[] _judged;
    private bool _isAnyJudged;
    private int _numberedTexts;

    /// <summary>A profile without any value.</summary>
    public BorrowerProfile(InputLayout layout, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(layout);
        Layout = layout;
        AsOf = asOf;
        Numbers = new double[layout.Slots.Count];
        Array.Fill(Numbers, double.NaN);
        Texts = new string[layout.TextSlots.Length];
        Array.Fill(Texts, "");
        Present = new ulong[layout.MaskLength];
        _numberedTexts = layout.NumberedTexts;
        _stale = new ulong[layout.MaskLength];
        _observed = new ObservedMoments(layout.Slots.Count);
        _hits = new uint[layout.Blocks];
        _unknown = new uint[layout.Blocks];
        _judged = new ulong[(layout.Blocks + 63) / 64];
    }

    private BorrowerProfile(BorrowerProfile other, InputLayout layout, DateTimeOffset asOf)
    {
        Layout = layout;
        AsOf = asOf;
        Numbers = [.. other.Numbers];
        Texts = [.. other.Texts];
        Present = [.. other.Present];
        _numberedTexts = other._numberedTexts;
        _stale = [.. other._stale];
        _observed = new ObservedMoments(other._observed);
        _hits = new uint[layout.Blocks];
        _unknown = new uint[layout.Blocks];
        _judged = new ulong[(layout.Blocks + 63) / 64];
    }

    /// <summary>The layout of the slots.</summary>
    public InputLayout Layout { get; }

    /// <summary>The moment as of which freshness is judged, in UTC.</summary>
    public DateTimeOffset AsOf { get; }

    /// <summary>
    /// The values of numbers, integers, flags (0 or 1) and dates (day numbers) by slot, and the number that the layout
    /// gives a text; NaN where not present.
    /// </summary>
    internal double[] Numbers { get; }

    /// <summary>The values of texts by <see cref="InputSlot.TextIndex"/>; empty where not present.</summary>
    internal string[] Texts { get; }

    /// <summary>One bit a slot: set where there is a fresh value.</summary>
    internal ulong[] Present { get; }

    /// <summary>Another profile with the same values, to which others may be added.</summary>
    public BorrowerProfile Copy() => new(this, Layout, AsOf);

    /// <summary>A copy as of another moment, at which the same values are fresh and as many days old.</summary>
    internal BorrowerProfile CopyAsOf(DateTimeOffset asOf) => new(this, Layout, asOf);

    /// <summary>The same values by the slots of another layout that has the same.</summary>
    internal BorrowerProfile For(InputLayout same)
    {
        var copy = new BorrowerProfile(this, same, AsOf);
        // Each layout numbers the texts that its own conditions compare with.
        copy.NumberAllTexts();
        return copy;
    }

    /// <summary>True when the slot holds a fresh value.</summary>
    public bool IsPresent(int slot) => (Present[slot >> 6] & (1UL << (slot & 63))) != 0;

    /// <summary>True when the slot's value is there but too old to count.</summary>
    public bool IsStale(int slot) => (_stale[slot >> 6] & (1UL << (slot & 63))) != 0;

    /// <summary>
    /// When the slot's view was observed; null when it never was, or for a reserved input but a view's age.
    /// </summary>
    public DateTimeOffset? ObservedAt(int slot) => _observed.Of(slot);

    /// <summary>
    /// The first moment, to the microsecond, at which the slot's fresh value no longer is fresh; null when it never
    /// goes stale, or there is none.
    /// </summary>
    public DateTimeOffset? StaleFrom(InputSlot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        if (slot.Feature is not { } feature || !IsPresent(slot.Index)) return null;
        // What is computed from exposures is as old as the oldest of their values, all of which are of one view.
        var view = Layout.Catalogue.FindView(feature.Aggregate?.Of?.View ?? feature.View);
        return ObservedAt(slot.Index) + view?.StaleAfter + TimeSpan.FromMicroseconds(1);
    }

    /// <summary>The fresh value of a slot, or null.</summary>
    public FeatureValue? ValueOf(InputSlot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        if (!IsPresent(slot.Index)) return null;
        var number = Numbers[slot.Index];
        return slot.Type switch
        {
            FeatureType.Text => FeatureValue.OfText(Texts[slot.TextIndex]),
            FeatureType.Flag => FeatureValue.OfFlag(number != 0),
            FeatureType.Integer => FeatureValue.OfInteger((long)number),
            FeatureType.Date => FeatureValue.OfDate(DateOnly.FromDayNumber((int)number)),
            _ => FeatureValue.OfNumber(number),
        };
    }

    /// <summary>Gives an input a fresh value. Its type must be the slot's.</summary>
    public void Set(string name, FeatureValue value)
    {
        if (Layout.Find(name) is { } slot) Set(slot, value);
    }

    internal void Set(InputSlot slot, FeatureValue value)
    {
        if (slot.TextIndex >= 0) (Numbers[slot.Index], Texts[slot.TextIndex]) = (
            Layout.FindNumber(value.AsText), value.AsText);
        else Numbers[slot.Index] = value.AsNumber;
        Present[slot.Index >> 6] |= 1UL << (slot.Index & 63);
        Forget();
    }

    /// <summary>Takes a slot's value away, fresh or stale.</summary>
    internal void Clear(InputSlot slot)
    {
        var bit = 1UL << (slot.Index & 63);
        Numbers[slot.Index] = double.NaN;
        if (slot.TextIndex >= 0) Texts[slot.TextIndex] = "";
        Present[slot.Index >> 6] &= ~bit;
        _stale[slot.Index >> 6] &= ~bit;
        Forget();
    }

    /// <summary>Takes away what the stages of an earlier decision have written.</summary>
    internal void ClearDecision()
    {
        foreach (var slot in Layout.DecisionSlots)
        {
            if (!IsPresent(slot.Index)) continue;
            Numbers[slot.Index] = double.NaN;
            if (slot.TextIndex >= 0) Texts[slot.TextIndex] = "";
            Present[slot.Index >> 6] &= ~(1UL << (slot.Index & 63));
            Forget();
        }
    }

    /// <summary>
    /// Numbers the texts anew where conditions were read after this profile was made: tests of single conditions do so.
    /// </summary>
    internal void NumberTexts()
    {
        if (_numberedTexts != Layout.NumberedTexts) NumberAllTexts();
    }

    /// <summary>True when the outcomes of a block of conditions are noted for the present values.</summary>
    internal bool IsJudged(int block) =>
        block >> 6 < _judged.Length && (_judged[block >> 6] & (1UL << (block & 63))) != 0;

    /// <summary>Notes the outcomes of a block of conditions, until a value changes.</summary>
    internal void NoteJudged(int block, uint hits, uint unknown)
    {
        if (block >= _hits.Length) Grow(Math.Max(block + 1, Layout.Blocks));
        _hits[block] = hits;
        _unknown[block] = unknown;
        _judged[block >> 6] |= 1UL << (block & 63);
        _isAnyJudged = true;
    }

    /// <summary>The noted outcome of one condition of a block.</summary>
    internal RuleOutcome OutcomeOf(int block, uint bit) => (_unknown[block] & bit) != 0 ? RuleOutcome.Unknown
        : (_hits[block] & bit) != 0 ? RuleOutcome.Hit : RuleOutcome.Miss;

    /// <summary>The noted outcomes of conditions of a block, from the first on.</summary>
    internal void CopyOutcomes(int block, int first, Span<RuleOutcome> outcomes)
    {
        var (hits, unknown) = (_hits[block] >> first, _unknown[block] >> first);
        // Eight at a time, one to a byte, where the processor can spread bits: a fifth of the whole evaluation.
        for (; Bmi2.X64.IsSupported && outcomes.Length >= sizeof(ulong); outcomes = outcomes[sizeof(ulong)..])
        {
            var eight = Bmi2.X64.ParallelBitDeposit(hits, BitOfEachByte)
                | (Bmi2.X64.ParallelBitDeposit(unknown, BitOfEachByte) << 1);
            BinaryPrimitives.WriteUInt64LittleEndian(MemoryMarshal.AsBytes(outcomes), eight);
            hits >>= sizeof(ulong);
            unknown >>= sizeof(ulong);
        }

        foreach (ref var outcome in outcomes)
        {
            // 0 is a miss, 1 a hit, 2 unknown; no condition is both of the latter.
            outcome = (RuleOutcome)((hits & 1) | ((unknown & 1) << 1));
            hits >>= 1;
            unknown >>= 1;
        }
    }

    internal void NoteObserved(int slot, DateTimeOffset observedAt) => _observed.Note(slot, observedAt);

    /// <summary>Notes when the slots of a view were observed.</summary>
    internal void NoteObserved(InputSlot[] slots, DateTimeOffset observedAt) => _observed.Note(slots, observedAt);

    internal void MarkStale(int slot) => _stale[slot >> 6] |= 1UL << (slot & 63);

    private void NumberAllTexts()
    {
        _numberedTexts = Layout.NumberedTexts;
        foreach (var slot in Layout.TextSlots)
        {
            if (IsPresent(slot.Index)) Numbers[slot.Index] = Layout.FindNumber(Texts[slot.TextIndex]);
        }
    }

    private void Forget()
    {
        if (!_isAnyJudged) return;
        Array.Clear(_judged);
        _isAnyJudged = false;
    }

    // A profile that was made before the last conditions were compiled: tests of single conditions do so.
    private void Grow(int blocks)
    {
        Array.Resize(ref _hits, blocks);
        Array.Resize(ref _unknown, blocks);
        Array.Resize(ref _judged, (blocks + 63) / 64);
    }
}
