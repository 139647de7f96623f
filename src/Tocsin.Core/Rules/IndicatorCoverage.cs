using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;
using Tocsin.Core.Warnings;

namespace Tocsin.Core.Rules;

/// <summary>Counts what examples make of an indicator: where it applies, when its levels rise and clear.</summary>
internal sealed class IndicatorCoverage
{
    private readonly WarningIndicator _indicator;
    private readonly RuleCoverage? _applies;
    private readonly List<RuleCoverage> _raises = [];
    private readonly List<RuleCoverage?> _clears = [];

    public IndicatorCoverage(WarningIndicator indicator)
    {
        _indicator = indicator;
        if (indicator.AppliesWhen is { } applies) _applies = Of(CoverageRole.Applies, indicator.Name, applies);
        foreach (var level in indicator.Levels)
        {
            var name = $"{indicator.Name}.{level.Level.ToString().ToLowerInvariant()}";
            _raises.Add(Of(CoverageRole.Raise, name, level.Raise));
            _clears.Add(level.Clear is { } clear ? Of(CoverageRole.Clear, name, clear) : null);
        }
    }

    /// <summary>Its name.</summary>
    public string Name => _indicator.Name;

    /// <summary>Its conditions, lowest level first.</summary>
    public IEnumerable<RuleCoverage> Rules =>
        (_applies is null ? [] : (RuleCoverage[])[_applies]).Concat(_raises).Concat(_clears.OfType<RuleCoverage>());

    /// <summary>Counts one example that expects a level of it.</summary>
    public void Note(RuleExample example, BorrowerProfile profile)
    {
        var applies = _indicator.AppliesWhen?.Evaluate(profile) ?? RuleOutcome.Hit;
        _applies?.Note(applies);
        if (applies == RuleOutcome.Miss)
        {
            foreach (var rule in Rules.Where(rule => rule != _applies)) rule.NoteNotApplicable();
            return;
        }

        var raises = _indicator.Levels.Select(level => applies == RuleOutcome.Hit
            ? level.Raise.Evaluate(profile) : RuleOutcome.Unknown).ToArray();
        for (var i = 0; i < raises.Length; i++) _raises[i].Note(raises[i]);
        var before = example.Before.GetValueOrDefault(Name);
        for (var i = 0; i < raises.Length; i++)
        {
            // A level is asked whether it clears only where it stood, and neither it nor a higher one is raised.
            var level = _indicator.Levels[i];
            if (level.Clear is not { } clear || level.Level > before) continue;
            if (raises.AsSpan(i).Contains(RuleOutcome.Hit)) continue;
            _clears[i]!.Note(applies == RuleOutcome.Hit ? clear.Evaluate(profile) : RuleOutcome.Unknown);
        }
    }

    private static RuleCoverage Of(CoverageRole role, string name, Condition condition) =>
        new(role, "", name, "", condition.Text) { Condition = condition };
}
