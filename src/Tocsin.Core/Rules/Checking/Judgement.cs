namespace Tocsin.Core.Rules.Checking;

/// <summary>What is known of a condition before any borrower is.</summary>
/// <param name="Hits">The profiles for which it may hit.</param>
/// <param name="Misses">The profiles for which it may miss.</param>
internal sealed record Judgement(BoxSet Hits, BoxSet Misses)
{
    /// <summary>It may do anything.</summary>
    public static Judgement Unsure { get; } = new(BoxSet.Unknown, BoxSet.Unknown);

    /// <summary>True when it hits for no profile.</summary>
    public bool IsNever => Hits.IsNothing;

    /// <summary>True when it misses for no profile, and so hits wherever it is known.</summary>
    public bool IsAlways => Misses.IsNothing && !Hits.IsNothing;

    /// <summary>It is the same for every profile.</summary>
    public static Judgement Of(bool holds) =>
        holds ? new(BoxSet.Everything, BoxSet.Nothing) : new(BoxSet.Nothing, BoxSet.Everything);

    /// <summary>The opposite condition.</summary>
    public Judgement Not() => new(Misses, Hits);

    /// <summary>Both.</summary>
    public Judgement And(Judgement other) => new(Hits.Intersect(other.Hits), Misses.Union(other.Misses));

    /// <summary>Either.</summary>
    public Judgement Or(Judgement other) => new(Hits.Union(other.Hits), Misses.Intersect(other.Misses));
}
