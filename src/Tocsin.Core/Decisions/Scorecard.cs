using Tocsin.Core.Features;

namespace Tocsin.Core.Decisions;

/// <summary>Integer points by characteristic, scaled to odds. Immutable and thread-safe.</summary>
/// <remarks>
/// factor = PDO / ln 2 and offset = base score − factor · ln(base odds), with odds of good to bad; then
/// ln(odds) = (score − offset) / factor and PD = 1 / (1 + odds). Nothing is rounded but the points.
/// </remarks>
public sealed record Scorecard
{
    /// <summary>The characteristics, in document order.</summary>
    public required IReadOnlyList<Characteristic> Characteristics { get; init; }

    /// <summary>Points everybody has.</summary>
    public int InitialPoints { get; init; }

    /// <summary>The score at which the odds are <see cref="BaseOdds"/>.</summary>
    public required double BaseScore { get; init; }

    /// <summary>Good borrowers for each bad one at <see cref="BaseScore"/>; positive.</summary>
    public required double BaseOdds { get; init; }

    /// <summary>Points that double the odds (PDO); positive.</summary>
    public required double PointsToDoubleOdds { get; init; }

    /// <summary>With fewer characteristics known than this there is no score.</summary>
    public int MinimumKnown { get; init; }

    /// <summary>On which side of the baseline points are a reason, and with it which way they point.</summary>
    public ReasonPoints ReasonPoints { get; init; }

    /// <summary>Points for each unit of log-odds.</summary>
    public double Factor => PointsToDoubleOdds / Math.Log(2);

    /// <summary>The score at odds of one to one.</summary>
    public double Offset => BaseScore - (Factor * Math.Log(BaseOdds));

    /// <summary>
    /// ln(odds of good to bad) of a score. Where more points are worse, it falls from the base score as it would rise.
    /// </summary>
    public double LogOddsOf(double score) =>
        ((ReasonPoints == ReasonPoints.Above ? (2 * BaseScore) - score : score) - Offset) / Factor;

    /// <summary>Every characteristic's points for a profile.</summary>
    public CharacteristicResult[] Evaluate(BorrowerProfile profile)
    {
        var results = new CharacteristicResult[Characteristics.Count];
        for (var i = 0; i < results.Length; i++) results[i] = Characteristics[i].Evaluate(profile);
        return results;
    }
}

/// <summary>On which side of a baseline points are a reason, as in PMML.</summary>
public enum ReasonPoints
{
    /// <summary>Points below the baseline (<c>pointsBelow</c>): more points are better.</summary>
    Below = 0,

    /// <summary>Points above the baseline (<c>pointsAbove</c>): more points are worse.</summary>
    Above = 1,
}
