using Tocsin.Core.Features;

namespace Tocsin.Core.Decisions.Recourse;

/// <summary>
/// What moves with what, for one borrower: the catalogue's links between features that have a value, with each factor
/// worked out over the present values. Immutable.
/// </summary>
internal sealed class MoveGraph
{
    private readonly Dictionary<int, List<Move>> _from = [];
    private readonly Dictionary<int, List<Move>> _to = [];
    private readonly List<(int From, InputSlot To)> _untold = [];
    private readonly Dictionary<int, int> _depths = [];

    public MoveGraph(InputLayout layout, BorrowerProfile profile)
    {
        foreach (var slot in layout.Slots)
        {
            foreach (var link in slot.Feature?.Recourse?.Moves ?? []) Add(layout, profile, slot, link);
        }
    }

    /// <summary>
    /// True when everything that moves with a slot, and that is read, can be told. Where it cannot, since a link
    /// divides by what is unknown or zero, the slot is not changed at all: half of a consequence would be a wrong
    /// promise.
    /// </summary>
    public bool IsTold(InputSlot slot, IReadOnlySet<int> reads)
    {
        var all = From(slot);
        return !_untold.Any(link => all.Contains(link.From) && From(link.To).Any(reads.Contains));
    }

    /// <summary>A slot and all that moves with it, by index.</summary>
    public IReadOnlySet<int> From(InputSlot slot)
    {
        var all = new HashSet<int> { slot.Index };
        var open = new Stack<int>(all);
        while (open.TryPop(out var next))
        {
            foreach (var move in _from.GetValueOrDefault(next, []).Where(move => all.Add(move.To))) open.Push(move.To);
        }

        return all;
    }

    /// <summary>What moves a slot.</summary>
    public IReadOnlyList<Move> To(int slot) => _to.GetValueOrDefault(slot, []);

    /// <summary>How many moves in a row lead to a slot at most: what moves it is worked out before it.</summary>
    public int DepthOf(int slot)
    {
        if (_depths.TryGetValue(slot, out var known)) return known;
        // The catalogue has no cycles; its reader refused them.
        var depth = To(slot).Select(move => DepthOf(move.From) + 1).DefaultIfEmpty().Max();
        return _depths[slot] = depth;
    }

    private void Add(InputLayout layout, BorrowerProfile profile, InputSlot slot, FeatureMove link)
    {
        // What has no value stays unknown, whatever moves it.
        if (layout.Find(link.Feature) is not { } target) return;
        if (!profile.IsPresent(slot.Index) || !profile.IsPresent(target.Index)) return;
        var per = link.Per.Length == 0 ? 1
            : layout.Find(link.Per) is { } divisor && profile.IsPresent(divisor.Index)
                ? profile.Numbers[divisor.Index] : 0;
        if (per == 0)
        {
            _untold.Add((slot.Index, target));
            return;
        }

        var move = new Move(slot.Index, target.Index, link.By / per);
        Append(_from, move.From, move);
        Append(_to, move.To, move);
    }

    private static void Append(Dictionary<int, List<Move>> moves, int slot, Move move)
    {
        if (!moves.TryGetValue(slot, out var list)) moves[slot] = list = [];
        list.Add(move);
    }
}

/// <summary>A link between two slots.</summary>
/// <param name="From">The slot that changes.</param>
/// <param name="To">The slot that moves with it.</param>
/// <param name="Factor">How much it moves for each unit of the change.</param>
internal readonly record struct Move(int From, int To, double Factor);
