using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Decisions;

/// <summary>One characteristic of a scorecard: a value, and the points of the bin it falls into. Immutable.</summary>
public sealed class Characteristic
{
    private readonly CharacteristicResult[] _inBins;
    private readonly CharacteristicResult _unknown;
    private readonly CharacteristicResult _missing;

    internal Characteristic(string name, ValueExpression value, IReadOnlyList<Bin> bins, string reason)
    {
        Name = name;
        Value = value;
        Bins = bins;
        Reason = reason;
        _inBins =
        [
            .. bins.Select((bin, at) => new CharacteristicResult(this, bin.Points, false) { Bin = bin, Place = at }),
        ];
        _missing = new CharacteristicResult(this, null, true) { Place = bins.Count };
        _unknown = new CharacteristicResult(this, null, false) { Place = bins.Count + 1 };
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
    public int? MissingPoints
    {
        get => _missing.Points;
        init => _missing = _missing with { Points = value };
    }

    /// <summary>
    /// All that it can give: a result for each bin, in document order, that of a missing value and the unknown one.
    /// </summary>
    public IReadOnlyList<CharacteristicResult> Results => [.. _inBins, _missing, _unknown];

    /// <summary>
    /// The points of this profile, or null when they are unknown: the value is stale, the expression failed, no bin
    /// takes the value, or it is missing without a bin for that.
    /// </summary>
    public CharacteristicResult Evaluate(BorrowerProfile profile)
    {
        if (Value.TryNumber(profile, out var number)) return In(FeatureValue.OfNumber(number));
        return Value.Evaluate(profile) is { } value ? In(value) : OfAbsent(profile);
    }

    private CharacteristicResult In(FeatureValue value)
    {
        foreach (var result in _inBins) if (result.Bin!.Takes(value)) return result;
        return _unknown;
    }

    private CharacteristicResult OfAbsent(BorrowerProfile profile)
    {
        // Staleness and failure are never "missing": only an absent value may earn the missing bin's points.
        var isMissing = Value.Reads.Any(slot => !profile.IsPresent(slot.Index))
            && !Value.Reads.Any(slot => profile.IsStale(slot.Index));
        return isMissing ? _missing : _unknown;
    }
}

/// <summary>What one characteristic gave. Immutable; a characteristic gives the same few again and again.</summary>
/// <param name="Characteristic">The characteristic.</param>
/// <param name="Points">Its points; null when unknown.</param>
/// <param name="IsMissing">True when its value was missing.</param>
public sealed record CharacteristicResult(Characteristic Characteristic, int? Points, bool IsMissing)
{
    /// <summary>The bin that took the value; null when it was missing or unknown.</summary>
    public Bin? Bin { get; init; }

    /// <summary>Its place among <see cref="Characteristic.Results"/>, from 0.</summary>
    public int Place { get; init; }

    /// <summary>The number of that bin, from 1 in document order; 0 where there is none.</summary>
    public int BinNumber => Bin is null ? 0 : Place + 1;

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
