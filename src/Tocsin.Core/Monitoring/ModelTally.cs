using Tocsin.Core.Decisions;

namespace Tocsin.Core.Monitoring;

/// <summary>
/// Makes a report of decisions, one after the other in any order. The room it takes grows with different scores, not
/// with decisions, up to a bound. Not thread-safe.
/// </summary>
/// <remarks>
/// Every decision it is given counts: <see cref="RepeatedRequests"/> tells beforehand which do not.
/// </remarks>
public sealed class ModelTally
{
    /// <summary>The most characteristics, and the most reasons, that are counted by name.</summary>
    public const int MaximumNames = 2_000;

    private readonly MonitoredModel _model;
    private readonly ScoreTally _scores = new();
    private readonly Dictionary<string, CharacteristicTally> _characteristics = new(StringComparer.Ordinal);
    private readonly SortedDictionary<DecisionOutcome, long> _outcomes = [];
    private readonly Dictionary<string, long> _reasons = new(StringComparer.Ordinal);
    private OverrideFigures _overrides = new(0, 0, 0, 0);
    private DefaultCounts _counts;
    private long _scored;
    private DateTimeOffset? _from;
    private DateTimeOffset? _to;

    /// <summary>Begins a report on a model.</summary>
    public ModelTally(MonitoredModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        foreach (var one in model.Characteristics)
            _characteristics[one.Name] = new CharacteristicTally(one.Name, one.Bins);
    }

    /// <summary>Takes a decision.</summary>
    public void Add(ScoredDecision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        _counts = _counts.Plus(decision.Defaulted);
        if (!(_from <= decision.AsOf)) _from = decision.AsOf;
        if (!(_to >= decision.AsOf)) _to = decision.AsOf;
        _outcomes[decision.Outcome] = _outcomes.GetValueOrDefault(decision.Outcome) + 1;
        _overrides = _overrides.Plus(decision.Outcome, decision.FinalOutcome);
        foreach (var reason in decision.Reasons)
        {
            if (_reasons.Count < MaximumNames || _reasons.ContainsKey(reason))
                _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
        }

        if (decision.Score is null && decision.Pd is null) return;
        _scored++;
        _scores.Add(decision);
        foreach (var bin in decision.Characteristics) TallyOf(bin.Characteristic)?.Add(bin, decision.Defaulted);
    }

    /// <summary>What later decisions are to be compared with.</summary>
    public ModelBaseline ToBaseline(ModelReportOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var measure = options.BinnedMeasure ?? _model.Measure;
        var steps = _scores.Steps(measure);
        var count = steps.Sum(step => step.Counts.Total);
        var bins = options.Bins ?? ScoreBins.Quantiles(steps);
        return new ModelBaseline(
            _model.Product, _model.RuleSetDigest, _from, _to, count, measure, bins,
            [.. bins.CountsOf(steps).Select(one => count == 0 ? 0 : (double)one.Total / count)],
            [.. InOrder().Select(one => one.ToBaseline())]);
    }

    /// <summary>The report of all that were taken so far.</summary>
    /// <param name="options">How it is made.</param>
    /// <param name="baseline">What is compared with; null leaves the stability absent.</param>
    /// <param name="whyNoBaseline">Why there is none, as part of a sentence.</param>
    public ModelReport ToReport(
        ModelReportOptions options, ModelBaseline? baseline = null, string whyNoBaseline = "there is no baseline")
    {
        ArgumentNullException.ThrowIfNull(options);
        var pds = _scores.Steps(ScoreMeasure.Pd);
        var grades = new GradeFigures(_model.Grades, [.. _scores.InOrder]);
        return new ModelReport
        {
            Model = _model,
            Options = options,
            From = _from,
            To = _to,
            Decisions = _counts.Total,
            Scored = _scored,
            Counts = _counts,
            Outcomes = [.. _outcomes.Select(one => new OutcomeShare(
                one.Key, one.Value, (double)one.Value / _counts.Total))],
            ApprovalRate = Statistic.Share(
                _outcomes.Where(one => OverrideFigures.IsApproval(one.Key)).Sum(one => one.Value), _counts.Total,
                "there is no decision"),
            Reasons = [.. _reasons.Select(one => new NamedCount(one.Key, one.Value))
                .OrderByDescending(one => one.Count).ThenBy(one => one.Name, StringComparer.Ordinal)],
            Scores = Spread(options, baseline, whyNoBaseline),
            Characteristics = [.. InOrder().Select(one => one.ToStability(
                baseline?.Characteristics.FirstOrDefault(other => other.Name == one.Name),
                baseline is null ? whyNoBaseline : "the baseline does not have it"))],
            Power = RankPower.Of(_scores.Steps(_model.Measure), _model.Measure),
            Confusion = ConfusionTable.Of(pds, options.Cut),
            Brier = BrierScore.Of(pds),
            Grades = grades.Calibration,
            GradeConcentration = grades.Concentration,
            Overrides = _overrides,
            AreScoresRounded = _scores.IsRounded,
        };
    }

    private ScoreDistribution Spread(ModelReportOptions options, ModelBaseline? baseline, string whyNoBaseline)
    {
        var measure = options.BinnedMeasure ?? baseline?.Measure ?? _model.Measure;
        var steps = _scores.Steps(measure);
        var why = baseline is null ? whyNoBaseline
            : baseline.Measure != measure ? "the baseline bins another measure"
            : baseline.Count == 0 ? "the baseline has no scored decision" : "";
        return why.Length == 0
            ? ScoreDistribution.Of(steps, measure, baseline!.Bins, baseline.Shares, "")
            : ScoreDistribution.Of(steps, measure, options.Bins ?? ScoreBins.Quantiles(steps), null, why);
    }

    private CharacteristicTally? TallyOf(string name)
    {
        if (_characteristics.TryGetValue(name, out var known)) return known;
        if (_characteristics.Count >= MaximumNames) return null;
        return _characteristics[name] = new CharacteristicTally(name, []);
    }

    private IEnumerable<CharacteristicTally> InOrder()
    {
        var defined = _model.Characteristics.Select(one => one.Name).ToList();
        return defined.Concat(_characteristics.Keys.Except(defined).Order(StringComparer.Ordinal))
            .Select(name => _characteristics[name]);
    }
}
