using Tocsin.Core.Rules;

namespace Tocsin.Core.Warnings;

/// <summary>
/// The warnings that a review starts from, each of which continues under one indicator. For one review at a time.
/// </summary>
internal sealed class PriorWarnings(RuleSet set, IReadOnlyList<Warning> warnings)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>Those that no indicator has taken.</summary>
    public IEnumerable<Warning> Left => warnings.Where(warning => !_taken.Contains(warning.Id));

    /// <summary>Takes the warning that an indicator continues; null when there is none.</summary>
    /// <remarks>
    /// A warning continues under its own indicator while the rules have it, else under the first that replaces it. An
    /// indicator goes on with its own open warning before it takes one over, which then has none left and retires.
    /// </remarks>
    public Warning? Take(WarningIndicator indicator, string exposure)
    {
        // Most indicators have none, and a thousand of them are asked for each borrower.
        if (!IsAnyOf(indicator)) return null;
        var prior = Find(indicator, exposure);
        if (prior is not null) _taken.Add(prior.Id);
        return prior;
    }

    private Warning? Find(WarningIndicator indicator, string exposure) =>
        Left.Where(warning => warning.Exposure == exposure && Continues(indicator, warning))
            .OrderByDescending(warning => warning.IsOpen)
            .ThenByDescending(warning => warning.IsOpen && warning.Indicator == indicator.Name)
            .ThenByDescending(warning => warning.ClosedAt ?? warning.ChangedAt).FirstOrDefault();

    private bool IsAnyOf(WarningIndicator indicator)
    {
        for (var i = 0; i < warnings.Count; i++)
        {
            if (warnings[i].Indicator == indicator.Name || warnings[i].Indicator == indicator.Replaces) return true;
        }

        return false;
    }

    private bool Continues(WarningIndicator indicator, Warning warning) =>
        warning.Indicator == indicator.Name
        || (warning.Indicator == indicator.Replaces && !set.HandIndicators.ContainsKey(indicator.Replaces)
            && !set.Indicators.Any(other => other.Name == indicator.Replaces));
}
