using System.Collections.Immutable;

namespace Tocsin.Core.Rules.Checking;

/// <summary>A set of numbers: closed ranges, rising, that do not touch. Immutable.</summary>
internal sealed class NumberRanges
{
    private readonly ImmutableArray<(double Low, double High)> _ranges;

    private NumberRanges(ImmutableArray<(double Low, double High)> ranges) => _ranges = ranges;

    /// <summary>No number.</summary>
    public static NumberRanges Nothing { get; } = new([]);

    /// <summary>True when no number is in it.</summary>
    public bool IsNothing => _ranges.Length == 0;

    /// <summary>A number in it, with as few decimals as one has.</summary>
    public double Witness
    {
        get
        {
            var (low, high) = _ranges[0];
            var middle = high == double.MaxValue ? low + 1 : low == double.MinValue ? high - 1 : (low / 2) + (high / 2);
            for (var decimals = 0; decimals < 15; decimals++)
            {
                if (Contains(Math.Round(middle, decimals))) return Math.Round(middle, decimals);
            }

            return low;
        }
    }

    /// <summary>The numbers from one to another, both included; nothing when they are the other way around.</summary>
    public static NumberRanges Of(double low, double high) => low <= high ? new([(low, high)]) : Nothing;

    /// <summary>True when the number is in it.</summary>
    public bool Contains(double number) => _ranges.Any(range => range.Low <= number && number <= range.High);

    /// <summary>What is in both.</summary>
    public NumberRanges Intersect(NumberRanges other)
    {
        var both = ImmutableArray.CreateBuilder<(double, double)>();
        for (int i = 0, j = 0; i < _ranges.Length && j < other._ranges.Length;)
        {
            var (mine, theirs) = (_ranges[i], other._ranges[j]);
            var (low, high) = (Math.Max(mine.Low, theirs.Low), Math.Min(mine.High, theirs.High));
            if (low <= high) both.Add((low, high));
            if (mine.High < theirs.High) i++;
            else j++;
        }

        return both.Count == 0 ? Nothing : new(both.ToImmutable());
    }

    /// <summary>What is in either.</summary>
    public NumberRanges Union(NumberRanges other)
    {
        if (IsNothing) return other;
        if (other.IsNothing) return this;
        var either = ImmutableArray.CreateBuilder<(double Low, double High)>();
        foreach (var range in _ranges.Concat(other._ranges).OrderBy(range => range.Low))
        {
            if (either.Count > 0 && range.Low <= either[^1].High)
                either[^1] = (either[^1].Low, Math.Max(either[^1].High, range.High));
            else
                either.Add(range);
        }

        return new(either.ToImmutable());
    }
}
