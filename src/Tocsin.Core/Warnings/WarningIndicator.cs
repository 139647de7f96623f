using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Warnings;

/// <summary>A compiled warning indicator: when each of its levels is raised and when it clears. Immutable.</summary>
public sealed record WarningIndicator
{
    /// <summary>Its name; unique in the rule set.</summary>
    public required string Name { get; init; }

    /// <summary>Its family's code.</summary>
    public required string Family { get; init; }

    /// <summary>Its title.</summary>
    public BilingualText Title { get; init; } = BilingualText.Empty;

    /// <summary>True when it is hard: a red of it makes the borrower red by itself.</summary>
    public bool IsHard { get; init; }

    /// <summary>True when each exposure has a warning of its own, false when the borrower has one.</summary>
    public bool IsPerExposure { get; init; }

    /// <summary>Where it applies; null when it applies everywhere.</summary>
    public Condition? AppliesWhen { get; init; }

    /// <summary>Codes of the actions it calls for.</summary>
    public IReadOnlyList<string> Actions { get; init; } = [];

    /// <summary>
    /// The name of the indicator it continues; empty when it is new. Its open warnings pass to this one.
    /// </summary>
    public string Replaces { get; init; } = "";

    /// <summary>Its levels, lowest first; none for one that people raise by hand.</summary>
    public required IReadOnlyList<IndicatorLevel> Levels { get; init; }

    /// <summary>Every input it reads.</summary>
    public IReadOnlyList<InputSlot> Reads =>
    [
        .. Levels.SelectMany(level => level.Raise.Reads.Concat(level.Clear?.Reads ?? []))
            .Concat(AppliesWhen?.Reads ?? []).Distinct(),
    ];

    /// <summary>True when it reads a feature of a view.</summary>
    public bool ReadsView(string view) => Reads.Any(slot => slot.Feature?.View == view);

    /// <summary>Every input that decides whether one of its levels clears.</summary>
    public IEnumerable<InputSlot> ReadsToClear(IndicatorLevel level)
    {
        ArgumentNullException.ThrowIfNull(level);
        return (level.Clear ?? level.Raise).Reads.Concat(AppliesWhen?.Reads ?? []);
    }
}

/// <summary>One level of an indicator.</summary>
/// <param name="Level">The level.</param>
/// <param name="Raise">It is raised at once when this is hit.</param>
/// <param name="Clear">It clears when this is hit; null: when <paramref name="Raise"/> is definitely a miss.</param>
/// <param name="Dwell">How long the clear condition must have held without a break.</param>
public sealed record IndicatorLevel(WarningLevel Level, Condition Raise, Condition? Clear, TimeSpan Dwell);
