namespace Tocsin.Core.Decisions.Recourse;

/// <summary>
/// What a factor gives for every combination of points of the levers that have a part in it. Immutable.
/// </summary>
internal sealed class FactorTable
{
    private readonly int[] _values;
    private readonly int[] _strides;

    private FactorTable(IReadOnlyList<int> levers, int[] sizes, int[] values)
    {
        Levers = levers;
        Sizes = sizes;
        _values = values;
        _strides = StridesOf(sizes);
    }

    /// <summary>The levers, by number, rising.</summary>
    public IReadOnlyList<int> Levers { get; }

    /// <summary>How many points each has.</summary>
    public IReadOnlyList<int> Sizes { get; }

    /// <summary>
    /// Fills a table by judging each combination; null when the budget does not last. The profile ends as it was.
    /// </summary>
    public static FactorTable? Fill(
        PolicyFactor factor, IReadOnlyList<int> levers, IReadOnlyList<Lever> all, ChangedProfile profile,
        SearchBudget budget)
    {
        var sizes = levers.Select(lever => all[lever].Points.Count).ToArray();
        var values = new int[SizeOf(levers, all)];
        var strides = StridesOf(sizes);
        var places = profile.PlacesOf(levers);
        var choice = new int[all.Count];
        for (var index = 0; index < values.Length; index++)
        {
            if (!budget.Take()) return null;
            for (var i = 0; i < levers.Count; i++) choice[levers[i]] = index / strides[i] % sizes[i];
            profile.Set(places, choice);
            values[index] = factor.Judge(profile.Profile);
        }

        Array.Clear(choice);
        profile.Set(places, choice);
        return new FactorTable(levers, sizes, values);
    }

    /// <summary>How many combinations some levers have.</summary>
    public static long SizeOf(IReadOnlyList<int> levers, IReadOnlyList<Lever> all) =>
        levers.Aggregate(1L, (size, lever) => Math.Min(size * all[lever].Points.Count, int.MaxValue));

    /// <summary>What the factor gives for a choice of points, one for each lever of the search.</summary>
    public int ValueOf(ReadOnlySpan<int> choice)
    {
        var index = 0;
        for (var i = 0; i < _strides.Length; i++) index += choice[Levers[i]] * _strides[i];
        return _values[index];
    }

    /// <summary>True when two points of a lever give the same whatever the others are.</summary>
    public bool AreAlike(int lever, int one, int other)
    {
        foreach (var index in At(lever, one))
        {
            if (_values[index] != _values[index + ((other - one) * _strides[Position(lever)])]) return false;
        }

        return true;
    }

    /// <summary>True when a point of a lever is refused whatever the others are.</summary>
    public bool IsRefused(int lever, int point) =>
        At(lever, point).All(index => _values[index] == PolicyFactor.Refused);

    private IEnumerable<int> At(int lever, int point)
    {
        var position = Position(lever);
        var (stride, size) = (_strides[position], Sizes[position]);
        for (var block = 0; block < _values.Length; block += stride * size)
        {
            for (var i = 0; i < stride; i++) yield return block + (point * stride) + i;
        }
    }

    private int Position(int lever)
    {
        for (var i = 0; i < Levers.Count; i++)
        {
            if (Levers[i] == lever) return i;
        }

        throw new ArgumentOutOfRangeException(nameof(lever));
    }

    private static int[] StridesOf(int[] sizes)
    {
        var strides = new int[sizes.Length];
        var stride = 1;
        for (var i = sizes.Length - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride *= sizes[i];
        }

        return strides;
    }
}
