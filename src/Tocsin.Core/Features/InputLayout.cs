using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Tocsin.Core.Features;

/// <summary>
/// Gives every input of an expression a slot: each feature of the catalogue, and the reserved inputs. Profiles are laid
/// out by it, and compiled rules read it. Immutable and thread-safe.
/// </summary>
public sealed class InputLayout
{
    private readonly FrozenDictionary<string, InputSlot> _byName;
    private readonly FrozenDictionary<string, InputSlot> _byNameIgnoringCase;
    private readonly FrozenDictionary<string, ViewSlots> _views;
    private readonly ConcurrentDictionary<string, int> _texts = new(StringComparer.Ordinal);
    private readonly Lock _numbering = new();
    private readonly TimeZoneInfo _zone;
    private int _numberedTexts;
    private int _blocks;

    /// <summary>The layout of a catalogue.</summary>
    public InputLayout(FeatureCatalogue catalogue) : this(catalogue, SlotsOf(catalogue))
    {
    }

    private InputLayout(FeatureCatalogue catalogue, List<InputSlot> slots)
    {
        Catalogue = catalogue;
        _zone = TimeZoneInfo.FindSystemTimeZoneById(catalogue.TimeZone);
        Slots = slots;
        TextSlots = [.. slots.Where(slot => slot.Type == FeatureType.Text)];
        DecisionSlots =
        [
            .. slots.Where(slot => slot.Name.StartsWith(ReservedInputs.Decision, StringComparison.Ordinal))
                .Where(slot => slot.Feature is null),
        ];
        _byName = slots.ToFrozenDictionary(slot => slot.Name, StringComparer.Ordinal);
        RequestAmount = _byName.GetValueOrDefault(ReservedInputs.RequestAmount);
        RequestTermMonths = _byName.GetValueOrDefault(ReservedInputs.RequestTermMonths);
        DecisionScore = _byName.GetValueOrDefault(ReservedInputs.DecisionScore);
        DecisionLogOdds = _byName.GetValueOrDefault(ReservedInputs.DecisionLogOdds);
        DecisionPd = _byName.GetValueOrDefault(ReservedInputs.DecisionPd);
        DecisionGrade = _byName.GetValueOrDefault(ReservedInputs.DecisionGrade);
        DecisionAmount = _byName.GetValueOrDefault(ReservedInputs.DecisionAmount);
        DecisionAnnualRate = _byName.GetValueOrDefault(ReservedInputs.DecisionAnnualRate);
        _views = catalogue.Views.ToFrozenDictionary(view => view.Name, SlotsOf, StringComparer.Ordinal);
        // A name that differs from another only by case is found by its exact spelling alone.
        _byNameIgnoringCase = slots.GroupBy(slot => slot.Name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() == 1)
            .ToFrozenDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>A layout of plain inputs of distinct names, such as a file's columns; its catalogue is empty.</summary>
    internal static InputLayout OfInputs(IEnumerable<(string Name, FeatureType Type)> inputs)
    {
        var slots = new SlotList();
        foreach (var (name, type) in inputs) slots.Add(name, type);
        return new InputLayout(new FeatureCatalogue("UTC", []), slots.Slots);
    }

    /// <summary>The catalogue.</summary>
    public FeatureCatalogue Catalogue { get; }

    /// <summary>The civil date of a moment in the catalogue's time zone.</summary>
    internal DateOnly DayOf(DateTimeOffset moment) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, _zone).DateTime);

    /// <summary>A moment after which the civil date is another; never later than the first such one.</summary>
    internal DateTimeOffset NextDay(DateTimeOffset moment)
    {
        var local = TimeZoneInfo.ConvertTime(moment, _zone);
        var next = moment + (local.Date.AddDays(1) - local.DateTime);
        // Where clocks are changed before midnight it comes at another moment; that day is looked up each time.
        return DayOf(next) == DayOf(moment).AddDays(1) && DayOf(next.AddTicks(-1)) == DayOf(moment)
            ? next : moment + TimeSpan.FromTicks(1);
    }

    /// <summary>Every slot, by index.</summary>
    public IReadOnlyList<InputSlot> Slots { get; }

    // What every decision reads and writes, found once; null in a layout of plain inputs.

    /// <summary>The slot of <see cref="ReservedInputs.RequestAmount"/>.</summary>
    internal InputSlot? RequestAmount { get; }

    /// <summary>The slot of <see cref="ReservedInputs.RequestTermMonths"/>.</summary>
    internal InputSlot? RequestTermMonths { get; }

    /// <summary>The slot of <see cref="ReservedInputs.DecisionScore"/>.</summary>
    internal InputSlot? DecisionScore { get; }

    /// <summary>The slot of <see cref="ReservedInputs.DecisionLogOdds"/>.</summary>
    internal InputSlot? DecisionLogOdds { get; }

    /// <summary>The slot of <see cref="ReservedInputs.DecisionPd"/>.</summary>
    internal InputSlot? DecisionPd { get; }

    /// <summary>The slot of <see cref="ReservedInputs.DecisionGrade"/>.</summary>
    internal InputSlot? DecisionGrade { get; }

    /// <summary>The slot of <see cref="ReservedInputs.DecisionAmount"/>.</summary>
    internal InputSlot? DecisionAmount { get; }

    /// <summary>The slot of <see cref="ReservedInputs.DecisionAnnualRate"/>.</summary>
    internal InputSlot? DecisionAnnualRate { get; }

    /// <summary>The slots that the stages of a decision write.</summary>
    internal InputSlot[] DecisionSlots { get; }

    /// <summary>The slots of texts, each at its <see cref="InputSlot.TextIndex"/>.</summary>
    internal InputSlot[] TextSlots { get; }

    /// <summary>How many words of 64 bits a set of slots takes.</summary>
    public int MaskLength => (Slots.Count + 63) / 64;

    /// <summary>
    /// How many blocks of conditions read it. Grows while rules are compiled against it, and not any more after.
    /// </summary>
    internal int Blocks => Volatile.Read(ref _blocks);

    /// <summary>The number of a new block of conditions.</summary>
    internal int NextBlock() => Interlocked.Increment(ref _blocks) - 1;

    /// <summary>How many texts have a number. Grows as <see cref="Blocks"/> does.</summary>
    internal int NumberedTexts => Volatile.Read(ref _numberedTexts);

    /// <summary>
    /// The number of a text that a condition compares with, given when it is first asked for: comparing numbers is far
    /// cheaper than comparing texts.
    /// </summary>
    internal int Number(string text)
    {
        // Blocks are compiled side by side, and no two texts may have one number.
        lock (_numbering)
        {
            if (_texts.TryGetValue(text, out var known)) return known;
            _texts[text] = _numberedTexts;
            return _numberedTexts++;
        }
    }

    /// <summary>A text's number; -1 for one that no condition compares with.</summary>
    internal int FindNumber(string text) => _texts.GetValueOrDefault(text, -1);

    /// <summary>
    /// The slot of a name: exactly spelled, or else the only one that differs by case alone; or null.
    /// </summary>
    public InputSlot? Find(string name) =>
        _byName.GetValueOrDefault(name) ?? _byNameIgnoringCase.GetValueOrDefault(name);

    /// <summary>
    /// The slots of a view of the catalogue, looked up once: laying a borrower out asks for all of them.
    /// </summary>
    internal ViewSlots Of(FeatureView view) => _views[view.Name];

    private ViewSlots SlotsOf(FeatureView view) => new(
        [.. view.Features.Select(feature => _byName[feature.FullName])],
        _byName[ReservedInputs.AgeDaysOf(view.Name)], view.IsAggregated);

    /// <summary>True when another layout has the same inputs in the same slots.</summary>
    internal bool HasSameSlots(InputLayout other) => Slots.Select(slot => (slot.Name, slot.Type))
        .SequenceEqual(other.Slots.Select(slot => (slot.Name, slot.Type)));

    private static List<InputSlot> SlotsOf(FeatureCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var slots = new SlotList();
        foreach (var feature in catalogue.Views.SelectMany(view => view.Features))
            slots.Add(feature.FullName, feature.Type, feature);
        foreach (var view in catalogue.Views)
            slots.Add(ReservedInputs.AgeDaysOf(view.Name), FeatureType.Integer);
        foreach (var (name, type) in ReservedInputs.All) slots.Add(name, type);
        return slots.Slots;
    }

    private sealed class SlotList
    {
        private int _texts;

        public List<InputSlot> Slots { get; } = [];

        public void Add(string name, FeatureType type, FeatureDefinition? feature = null) => Slots.Add(
            new InputSlot(Slots.Count, name, type, feature?.Order, feature)
            {
                TextIndex = type == FeatureType.Text ? _texts++ : -1,
            });
    }
}

/// <summary>The place of one input in a profile.</summary>
/// <param name="Index">Its index.</param>
/// <param name="Name">The name expressions use, such as <c>bureau.owner_query_count_3m</c>.</param>
/// <param name="Type">Its type.</param>
/// <param name="Order">The order of its texts; null when there is none.</param>
/// <param name="Feature">The catalogue's feature; null for a reserved input.</param>
public sealed record InputSlot(
    int Index, string Name, FeatureType Type, TextOrder? Order = null, FeatureDefinition? Feature = null)
{
    /// <summary>The index of its text among the texts; -1 where it is none.</summary>
    internal int TextIndex { get; init; } = -1;
}

/// <summary>The slots of one view. Immutable.</summary>
/// <param name="Features">Those of its features, in the view's order.</param>
/// <param name="Age">That of its age.</param>
/// <param name="IsAggregated">True where its values are computed from exposures.</param>
internal sealed record ViewSlots(InputSlot[] Features, InputSlot Age, bool IsAggregated);
