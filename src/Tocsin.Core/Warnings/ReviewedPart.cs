using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Warnings;

/// <summary>What an indicator is looked at for: the borrower, or one exposure.</summary>
/// <param name="Exposure">The exposure; empty for the borrower.</param>
/// <param name="Profile">Its profile.</param>
internal sealed record ReviewedPart(string Exposure, BorrowerProfile Profile)
{
    /// <summary>True when the indicator is kept for such a part.</summary>
    public bool Has(WarningIndicator indicator) => indicator.IsPerExposure == Exposure.Length > 0;

    /// <summary>True when nobody can tell whether a level still holds, since a value is stale.</summary>
    public bool IsStale(WarningIndicator indicator, WarningLevel level) =>
        IsStale(indicator.AppliesWhen)
        || indicator.Levels.Any(known => known.Level == level && IsStale(known.Raise));

    /// <summary>The values behind a level of an indicator.</summary>
    public IReadOnlyList<WarningEvidence> Why(WarningIndicator indicator, WarningLevel level)
    {
        var decisive = indicator.Levels.FirstOrDefault(known => known.Level == level) ?? indicator.Levels[^1];
        return WarningEvidence.Of(decisive.Raise, Profile);
    }

    private bool IsStale(Condition? condition) => condition is not null
        && condition.Reads.Any(slot => Profile.IsStale(slot.Index))
        && condition.Evaluate(Profile) == RuleOutcome.Unknown;
}
