namespace Tocsin.Core.Previews;

/// <summary>Counts borrowers by the values of one label, in any order. For one thread at a time.</summary>
internal sealed class LabelTally
{
    /// <summary>
    /// The most values that are kept: far more than are ever told apart, so that the ones with most borrowers are
    /// found. Beyond it the first in ordinal order are, whatever the order in which borrowers come.
    /// </summary>
    public const int MaximumKept = 20_000;

    private readonly SortedSet<string> _order = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LabelCounts> _values = new(StringComparer.Ordinal);
    private LabelCounts _rest = LabelCounts.None;

    /// <summary>Counts a borrower.</summary>
    /// <param name="value">The label's value; empty where there is none.</param>
    /// <param name="counts">What the borrower counts.</param>
    public void Add(string value, LabelCounts counts)
    {
        if (_values.TryGetValue(value, out var known)) _values[value] = known.Plus(counts);
        else if (_values.Count < MaximumKept) Keep(value, counts);
        else if (string.CompareOrdinal(value, _order.Max) > 0) _rest = _rest.Plus(counts);
        else
        {
            var last = _order.Max!;
            _rest = _rest.Plus(_values[last]);
            _values.Remove(last);
            _order.Remove(last);
            Keep(value, counts);
        }
    }

    /// <summary>Counts what another has counted.</summary>
    public void Add(LabelTally other)
    {
        foreach (var (value, counts) in other._values) Add(value, counts);
        _rest = _rest.Plus(other._rest);
    }

    private void Keep(string value, LabelCounts counts)
    {
        _values.Add(value, counts with { Value = value });
        _order.Add(value);
    }

    /// <summary>What was counted.</summary>
    /// <param name="label">The label.</param>
    /// <param name="most">The most values that are told apart.</param>
    public LabelFigures ToFigures(string label, int most)
    {
        var ordered = _values.Values.OrderByDescending(value => value.Borrowers)
            .ThenBy(value => value.Value, StringComparer.Ordinal).ToList();
        var other = ordered.Skip(most).Aggregate(_rest, (sum, value) => sum.Plus(value));
        return new LabelFigures(label, [.. ordered.Take(most)], other.Borrowers == 0 ? null : other);
    }
}
