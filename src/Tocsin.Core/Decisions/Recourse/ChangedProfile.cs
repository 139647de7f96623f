using Tocsin.Core.Features;

namespace Tocsin.Core.Decisions.Recourse;

/// <summary>
/// A borrower's profile under the levers: lays the values of a choice out in a copy. Not thread-safe.
/// </summary>
/// <remarks>
/// A feature that both changes by itself and moves with others has its own value plus what the others move it by. What
/// moves is kept within the catalogue's bounds, and whole numbers are cut towards the present value, so that nothing is
/// promised that is not reached.
/// </remarks>
internal sealed class ChangedProfile
{
    private const int Decimals = 12;

    private readonly BorrowerProfile _present;
    private readonly IReadOnlyList<Lever> _levers;
    private readonly List<Place> _places = [];

    public ChangedProfile(BorrowerProfile present, IReadOnlyList<Lever> levers, MoveGraph moves)
    {
        _present = present;
        _levers = levers;
        Profile = present.Copy();
        Profile.ClearDecision();
        var own = new Dictionary<int, (int Lever, int Position)>();
        for (var i = 0; i < levers.Count; i++)
        {
            for (var position = 0; position < levers[i].Slots.Count; position++)
                own[levers[i].Slots[position].Index] = (i, position);
        }

        var touched = levers.Select(lever => lever.Slots.SelectMany(moves.From).ToHashSet()).ToList();
        foreach (var slot in touched.SelectMany(slots => slots).Distinct().OrderBy(moves.DepthOf).ThenBy(slot => slot))
        {
            var (lever, position) = own.GetValueOrDefault(slot, (-1, -1));
            var movedBy = Enumerable.Range(0, levers.Count).Where(i => touched[i].Contains(slot)).ToArray();
            _places.Add(new Place(present.Layout.Slots[slot], lever, position, [.. moves.To(slot)], movedBy));
        }
    }

    /// <summary>The copy, with the values of the last choice that was set.</summary>
    public BorrowerProfile Profile { get; }

    /// <summary>The levers that have a part in the value of a slot.</summary>
    public IReadOnlyList<int> LeversOf(int slot) =>
        _places.Find(place => place.Slot.Index == slot)?.MovedBy ?? [];

    /// <summary>The places of the slots that some levers have a part in, in the order in which they are set.</summary>
    public IReadOnlyList<Place> PlacesOf(IReadOnlyList<int> levers) =>
        [.. _places.Where(place => place.MovedBy.Any(levers.Contains))];

    /// <summary>Sets places to a choice of points, one for each lever.</summary>
    public void Set(IReadOnlyList<Place> places, ReadOnlySpan<int> choice)
    {
        for (var i = 0; i < places.Count; i++) Profile.Set(places[i].Slot, ValueOf(places[i], choice));
    }

    /// <summary>Sets everything to a choice of points, one for each lever.</summary>
    public void Set(ReadOnlySpan<int> choice) => Set(_places, choice);

    /// <summary>
    /// What is not now what it was: what changes by itself, in the catalogue's order, then what follows.
    /// </summary>
    public IReadOnlyList<RecourseChange> Changes(ReadOnlySpan<int> choice)
    {
        var changes = new List<RecourseChange>();
        foreach (var place in _places)
        {
            var (from, to) = (_present.ValueOf(place.Slot)!.Value, Profile.ValueOf(place.Slot)!.Value);
            if (from == to || place.Slot.Name == ReservedInputs.TimeAsOf) continue;
            var isOwn = place.Lever >= 0 && choice[place.Lever] > 0;
            changes.Add(isOwn
                ? new RecourseChange(place.Slot, from, to, _levers[place.Lever].Kind,
                    _levers[place.Lever].Points[choice[place.Lever]].Takes)
                : new RecourseChange(place.Slot, from, to, RecourseChangeKind.Follow, null));
        }

        return [.. changes.OrderBy(change => change.Kind == RecourseChangeKind.Follow)
            .ThenBy(change => change.Input.Index)];
    }

    private FeatureValue ValueOf(Place place, ReadOnlySpan<int> choice)
    {
        var value = place.Lever < 0 ? _present.ValueOf(place.Slot)!.Value
            : _levers[place.Lever].Points[choice[place.Lever]].Values[place.Position];
        var moved = 0.0;
        foreach (var move in place.Moves)
            moved += move.Factor * (Profile.Numbers[move.From] - _present.Numbers[move.From]);
        return moved == 0 ? value : Moved(place.Slot, value.AsNumber, moved);
    }

    private static FeatureValue Moved(InputSlot slot, double own, double moved)
    {
        var number = Math.Clamp(Math.Round(own + moved, Decimals), slot.Feature?.Minimum ?? double.MinValue,
            slot.Feature?.Maximum ?? double.MaxValue);
        if (slot.Type != FeatureType.Integer) return FeatureValue.OfNumber(number);
        var whole = moved > 0 ? Math.Floor(number) : Math.Ceiling(number);
        return FeatureValue.OfInteger((long)Math.Clamp(
            whole, -FeatureValue.MaximumInteger, FeatureValue.MaximumInteger));
    }
}

/// <summary>A slot whose value depends on levers.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Lever">The lever that sets it itself; -1 when none does.</param>
/// <param name="Position">Its position among what that lever sets.</param>
/// <param name="Moves">What moves it.</param>
/// <param name="MovedBy">Every lever that has a part in its value.</param>
internal sealed record Place(
    InputSlot Slot, int Lever, int Position, IReadOnlyList<Move> Moves, IReadOnlyList<int> MovedBy);
