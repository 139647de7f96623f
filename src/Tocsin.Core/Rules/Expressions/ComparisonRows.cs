using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Tocsin.Core.Features;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>
/// Up to 32 comparisons, four at a time: numbers of a profile within intervals. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// A number that is not there is NaN, which is within no interval and unlike itself. A text is compared by its number
/// in the layout.
/// </remarks>
internal sealed class ComparisonRows
{
    private const int Lanes = 4;

    private readonly int[] _slots;
    private readonly double[] _lows;
    private readonly double[] _highs;
    private readonly uint _places;

    /// <summary>Rows; their places rise.</summary>
    public ComparisonRows(InputLayout layout, IReadOnlyList<(Comparison Comparison, int Place)> rows)
    {
        // The last four are filled up with rows that are read and then left out, since they have no place.
        var length = (rows.Count + Lanes - 1) / Lanes * Lanes;
        (_slots, _lows, _highs) = (new int[length], new double[length], new double[length]);
        for (var i = 0; i < rows.Count; i++)
        {
            var (comparison, place) = rows[i];
            _slots[i] = comparison.Slot.Index;
            (_lows[i], _highs[i]) = comparison.Text is { } text
                ? (layout.Number(text), layout.Number(text)) : (comparison.Low, comparison.High);
            _places |= 1u << place;
        }
    }

    /// <summary>The bits of the places whose number lies within, and of those whose number is there.</summary>
    public (uint Within, uint Known) Compare(double[] numbers)
    {
        uint within = 0, known = 0;
        var (slots, lows, highs) = (_slots, _lows, _highs);
        for (var i = 0; i + Lanes <= slots.Length; i += Lanes)
        {
            var values = Vector256.Create(
                numbers[slots[i]], numbers[slots[i + 1]], numbers[slots[i + 2]], numbers[slots[i + 3]]);
            var (low, high) = (Vector256.Create(lows, i), Vector256.Create(highs, i));
            var inside = Vector256.GreaterThanOrEqual(values, low) & Vector256.LessThanOrEqual(values, high);
            within |= inside.ExtractMostSignificantBits() << i;
            known |= Vector256.Equals(values, values).ExtractMostSignificantBits() << i;
        }

        return (Spread(within, _places), Spread(known, _places));
    }

    /// <summary>Moves the lowest bits, in their order, to the places of a mask.</summary>
    internal static uint Spread(uint bits, uint mask) =>
        Bmi2.IsSupported ? Bmi2.ParallelBitDeposit(bits, mask) : SpreadOneByOne(bits, mask);

    /// <summary>The same on processors without an instruction for it.</summary>
    internal static uint SpreadOneByOne(uint bits, uint mask)
    {
        var spread = 0u;
        for (; mask != 0; mask &= mask - 1, bits >>= 1)
        {
            if ((bits & 1) != 0) spread |= mask & (~mask + 1);
        }

        return spread;
    }
}
