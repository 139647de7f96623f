using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Decisions;

/// <summary>One characteristic of a scorecard: a value, and the points of the bin it falls into. Immutable.</summary>
public sealed class Characteristic
{
    internal Characteristic(string name, ValueExpression value, IReadOnlyList<Bin> bins, string reason)
    {
        Name = name;
        Value = value;
        Bins = bins;
        Reason = reason;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The value that is binned.</summary>
    public ValueExpression Value { get; }

    /// <summary>Its bins, in document order; the first that takes the value gives the points.</summary>
    public IReadOnlyList<Bin> Bins { get; }

    /// <summary>The code of the reason for points lost.</summary>
    public string Reason { get; }

    /// <summary>The points that reasons are measured against.</summary>
    public required int Baseline { get; init; }

    /// <summary>The points when an input is missing; null when there is no such bin, so that it refers.</summary>
    public int? MissingPoints { get; init; }

    /// <summary>
    /// The points of this profile, or null when they are unknown: the value is stale, the expression failed, no bin
    /// takes the value, or it is missing without a bin for that.
    /// </summary>
    public CharacteristicResult Evaluate(BorrowerProfile profile)
    {
        if (Value.TryNumber(profile, out var number)) return In(BinOf(FeatureValue.OfNumber(number)));
        return Value.Evaluate(profile) is { } value ? In(BinOf(value)) : EvaluateAbsent(profile);

        CharacteristicResult In(Bin? bin) => new(this, bin?.Points, false) { Bin = bin };
    }

    private Bin? BinOf(FeatureValue value)
    {
        // By index, since an enumerator, and what it is asked, would be allocated for each characteristic.
        for (var i = 0; i < Bins.Count; i++) if (Bins[i].Takes(value)) return Bins[i];
        return null;
    }

    private CharacteristicResult EvaluateAbsent(BorrowerProfile profile)
    {
        // Staleness and failure are never "missing": only an absent value may earn the missing bin's points.
        var isMissing = Value.Reads.Any(slot => !profile.IsPresent(slot.Index))
            && !Value.Reads.Any(slot => profile.IsStale(slot.Index));
        return new CharacteristicResult(this, isMissing ? MissingPoints : null, isMissing);
    }
}

/// <summary>What one characteristic gave.</summary>
/// <param name="Characteristic">The characteristic.</param>
/// <param name="Points">Its points; null when unknown.</param>
/// <param name="IsMissing">True when its value was missing.</param>
public sealed record CharacteristicResult(Characteristic Characteristic, int? Points, bool IsMissing)
{
    /// <summary>The bin that took the value; null when it was missing or unknown.</summary>
    public Bin? Bin { get; init; }

    /// <summary>The number of that bin, from 1 in document order; 0 where there is none.</summary>
    public int BinNumber
    {
        get
        {
            if (Bin is null) return 0;
            var number = 1;
            while (!ReferenceEquals(Characteristic.Bins[number - 1], Bin)) number++;
            return number;
        }
    }

    /// <summary>The code of the reason for its points: the bin's own, or the characteristic's.</summary>
    public string Reason => Bin?.Reason is { Length: > 0 } own ? own : Characteristic.Reason;

    /// <summary>Points on the side of the baseline that is worse; 0 when there are none or they are unknown.</summary>
    public int PointsFrom(ReasonPoints side)
    {
        if (Points is not { } points) return 0;
        var below = Characteristic.Baseline - points;
        return Math.Max(0, side == ReasonPoints.Above ? -below : below);
    }
}

/// <summary>One bin of a characteristic.</summary>
/// <param name="Below">It takes numbers below this; null takes every number.</param>
/// <param name="Texts">It takes these texts; null when it is a bin of numbers.</param>
/// <param name="Points">Its points.</param>
public sealed record Bin(double? Below, IReadOnlyList<string>? Texts, int Points)
{
    /// <summary>The code of its own reason; empty when the characteristic's holds.</summary>
    public string Reason { get; init; } = "";

    /// <summary>True when the value falls into this bin. A bin with neither bound nor texts takes everything.</summary>
    public bool Takes(FeatureValue value)
    {
        if (Texts is not null) return Texts.Contains(value.AsText);
        return Below is not { } bound || value.AsNumber < bound;
    }
}
