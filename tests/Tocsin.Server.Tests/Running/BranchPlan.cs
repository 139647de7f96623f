using System.Globalization;

namespace Tocsin.Server.Tests.Running;

/// <summary>What is rehearsed: how many borrowers a branch has, and for how many days it is followed.</summary>
/// <param name="Borrowers">How many borrowers, at least 8, so that every story is among them.</param>
/// <param name="Days">How many days of the calendar; at least 12.</param>
/// <param name="Seed">What decides about stories and about what people do.</param>
internal sealed record BranchPlan(int Borrowers, int Days, int Seed)
{
    /// <summary>The first day, a Monday.</summary>
    public static readonly DateOnly FirstDay = new(2026, 3, 2);

    /// <summary>The day a number of days after the first.</summary>
    public static DateOnly Day(int number) => FirstDay.AddDays(number);

    /// <summary>A number from 0 to 1 that the seed and some words decide, in whatever order it is asked for.</summary>
    public double Draw(params object[] words)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Seed}|{string.Join('|', words)}");
        var hash = 14_695_981_039_346_656_037;
        foreach (var character in text) hash = (hash ^ character) * 1_099_511_628_211;
        // The last characters have moved the low bits alone; once more through, and they move all of them.
        hash = (hash ^ (hash >> 32)) * 0x9E37_79B9_7F4A_7C15;
        return (hash >> 11) / (double)(1L << 53);
    }
}
