using Tocsin.Core.Decisions;

namespace Tocsin.Core.Previews;

/// <summary>
/// Counts decisions of one product, in any order. Sums are exact, so that they do not depend on it. For one thread at a
/// time.
/// </summary>
/// <param name="product">The product.</param>
internal sealed class DecisionTally(string product)
{
    private readonly Counter<(DecisionOutcome Before, DecisionOutcome? After)> _outcomes = new();
    private readonly Counter<(string Before, string After)> _grades = new();
    private readonly Counter<int> _pointsBefore = new();
    private readonly Counter<int> _pointsAfter = new();
    private readonly Counter<string> _added = new();
    private readonly Counter<string> _removed = new();
    private readonly Counter<(DecisionStep Step, string Rule)> _differences = new();
    private readonly Side _before = new();
    private readonly Side _after = new();
    private readonly long[] _parts = new long[7];
    private long _asked;
    private long _changed;

    /// <summary>Counts a decision.</summary>
    public void Add(DecisionPreview decision)
    {
        var (before, after) = (decision.Before, decision.After);
        _asked++;
        _outcomes.Add((before.Outcome, after?.Outcome));
        _grades.Add((before.Grade, after?.Grade ?? ""));
        if (before.Points is { } points) _pointsBefore.Add(points);
        if (after?.Points is { } given) _pointsAfter.Add(given);
        _before.Add(before);
        if (after is not null) _after.Add(after);
        if (decision.Difference is not { } difference) return;
        _changed++;
        _differences.Add((difference.Step, difference.Rule));
        AddParts(before, after);
    }

    /// <summary>Counts what another has counted.</summary>
    public void Add(DecisionTally other)
    {
        _asked += other._asked;
        _changed += other._changed;
        _outcomes.Add(other._outcomes);
        _grades.Add(other._grades);
        _pointsBefore.Add(other._pointsBefore);
        _pointsAfter.Add(other._pointsAfter);
        _added.Add(other._added);
        _removed.Add(other._removed);
        _differences.Add(other._differences);
        _before.Add(other._before);
        _after.Add(other._after);
        for (var i = 0; i < _parts.Length; i++) _parts[i] += other._parts[i];
    }

    /// <summary>What was counted.</summary>
    public DecisionFigures ToFigures() => new()
    {
        Product = product,
        Asked = _asked,
        Changed = _changed,
        Parts = new PartCounts(_parts[0], _parts[1], _parts[2], _parts[3], _parts[4], _parts[5], _parts[6]),
        Outcomes =
        [
            .. _outcomes.Counts.OrderBy(pair => pair.Key.Before).ThenBy(pair => pair.Key.After)
                .Select(pair => (pair.Key.Before, pair.Key.After, pair.Value)),
        ],
        Grades =
        [
            .. _grades.Counts.OrderBy(pair => pair.Key.Before, StringComparer.Ordinal)
                .ThenBy(pair => pair.Key.After, StringComparer.Ordinal)
                .Select(pair => (pair.Key.Before, pair.Key.After, pair.Value)),
        ],
        Score = ScoreShift.Of(_pointsBefore.Counts, _pointsAfter.Counts),
        Before = _before.ToTotals(),
        After = _after.ToTotals(),
        Reasons =
        [
            .. _added.Counts.Keys.Union(_removed.Counts.Keys).Order(StringComparer.Ordinal).Select(code => (
                code, _added.Counts.GetValueOrDefault(code), _removed.Counts.GetValueOrDefault(code))),
        ],
        Differences =
        [
            .. _differences.Counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.Step)
                .ThenBy(pair => pair.Key.Rule, StringComparer.Ordinal)
                .Select(pair => (pair.Key.Step, pair.Key.Rule, pair.Value)),
        ],
    };

    private void AddParts(DecisionAnswer before, DecisionAnswer? after)
    {
        bool[] moved =
        [
            before.Outcome != after?.Outcome,
            before.Grade != (after?.Grade ?? ""),
            before.Limit != after?.Limit || (before.Limit is not null && !before.IsOfCurrency(after!)),
            before.AnnualRate != after?.AnnualRate,
            !before.Reasons.SequenceEqual(after?.Reasons ?? [], StringComparer.Ordinal),
            before.Points != after?.Points,
        ];
        for (var i = 0; i < moved.Length; i++) _parts[i] += moved[i] ? 1 : 0;
        if (!moved.Contains(true)) _parts[^1]++;
        foreach (var code in (after?.Reasons ?? []).Except(before.Reasons)) _added.Add(code);
        foreach (var code in before.Reasons.Except(after?.Reasons ?? [])) _removed.Add(code);
    }

    // What one side's decisions come to.
    private sealed class Side
    {
        private long _approved;
        private decimal _limits;
        private decimal _rates;
        private long _rated;
        private string _currency = "";

        public void Add(DecisionAnswer answer)
        {
            if (_currency.Length == 0) _currency = answer.Currency;
            if (answer.IsApproved) _approved++;
            if (answer.IsApproved && answer.Limit is { } limit) _limits += (decimal)limit;
            if (answer.AnnualRate is not { } rate) return;
            _rates += (decimal)rate;
            _rated++;
        }

        public void Add(Side other)
        {
            if (_currency.Length == 0) _currency = other._currency;
            _approved += other._approved;
            _limits += other._limits;
            _rates += other._rates;
            _rated += other._rated;
        }

        public DecisionTotals ToTotals() =>
            new(_approved, _limits, _currency, _rated == 0 ? null : (double)(_rates / _rated));
    }
}
