namespace Tocsin.Core.Monitoring;

/// <summary>A number of decisions by what became of their borrowers. Immutable.</summary>
/// <param name="Good">Borrowers that paid.</param>
/// <param name="Bad">Borrowers that defaulted.</param>
/// <param name="Unknown">Borrowers of whom nobody knows.</param>
public readonly record struct DefaultCounts(long Good, long Bad, long Unknown)
{
    /// <summary>All of them.</summary>
    public long Total => Good + Bad + Unknown;

    /// <summary>Those of whom it is known.</summary>
    public long Known => Good + Bad;

    /// <summary>One more.</summary>
    public DefaultCounts Plus(bool? defaulted) => defaulted switch
    {
        true => this with { Bad = Bad + 1 },
        false => this with { Good = Good + 1 },
        null => this with { Unknown = Unknown + 1 },
    };

    /// <summary>Both together.</summary>
    public static DefaultCounts operator +(DefaultCounts one, DefaultCounts other) =>
        new(one.Good + other.Good, one.Bad + other.Bad, one.Unknown + other.Unknown);

    /// <summary>Both together.</summary>
    public static DefaultCounts Add(DefaultCounts left, DefaultCounts right) => left + right;

    /// <summary>All of many.</summary>
    public static DefaultCounts Sum(IEnumerable<DefaultCounts> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return counts.Aggregate(default(DefaultCounts), Add);
    }
}
