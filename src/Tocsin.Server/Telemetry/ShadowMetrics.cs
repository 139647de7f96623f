using Prometheus;
using Tocsin.Core.Decisions;
using Tocsin.Core.Shadows;

namespace Tocsin.Server.Telemetry;

/// <summary>
/// What a candidate in the shadow comes to, as metrics. Labels are outcomes, and rules up to a bound; never a borrower.
/// Thread-safe.
/// </summary>
internal sealed class ShadowMetrics
{
    /// <summary>The most rules that are told apart; those after them count as <see cref="OtherRule"/>.</summary>
    public const int MaximumRules = 100;

    /// <summary>The label of rules beyond the bound.</summary>
    public const string OtherRule = "other";

    private readonly Lock _lock = new();
    private readonly HashSet<(string Kind, string Rule)> _rules = [];
    private readonly Gauge _running;
    private readonly Counter _outcomes;
    private readonly Counter _differences;
    private readonly Counter _busy;
    private readonly Counter.Child _same;
    private readonly Counter.Child _differing;
    private readonly Counter.Child _notComparable;
    private readonly Counter.Child _failed;
    private readonly Counter.Child _dropped;
    private volatile Func<int>? _waiting;

    public ShadowMetrics(ServerMetrics metrics)
    {
        var factory = Metrics.WithCustomRegistry(metrics.Registry);
        _running = factory.CreateGauge("tocsin_shadow_running", "1 while a candidate decides in the shadow.");
        var decisions = factory.CreateCounter(
            "tocsin_shadow_decisions_total", "Decisions that were taken for the shadow, by what came of them.",
            "result");
        _same = decisions.WithLabels("same");
        _differing = decisions.WithLabels("differing");
        _notComparable = decisions.WithLabels("not_comparable");
        _failed = decisions.WithLabels("failed");
        _dropped = decisions.WithLabels("dropped");
        _outcomes = factory.CreateCounter(
            "tocsin_shadow_outcomes_total", "Decisions made twice, by both outcomes.", "live", "shadow");
        _differences = factory.CreateCounter(
            "tocsin_shadow_differences_total", "Decisions that differ, by the rule that made the difference.",
            "kind", "rule");
        _busy = factory.CreateCounter("tocsin_shadow_busy_seconds_total", "Processor time that the shadow took.");
        var queue = factory.CreateGauge("tocsin_shadow_queue", "Decisions that wait for the shadow.");
        metrics.Registry.AddBeforeCollectCallback(() => queue.Set(_waiting?.Invoke() ?? 0));
    }

    /// <summary>A candidate begins; the rules of the one before are told no more.</summary>
    /// <param name="waiting">How many decisions wait for it.</param>
    public void Started(Func<int> waiting)
    {
        lock (_lock)
        {
            _rules.Clear();
            foreach (var labels in _differences.GetAllLabelValues().ToList()) _differences.RemoveLabelled(labels);
        }

        _waiting = waiting;
        _running.Set(1);
    }

    /// <summary>No candidate runs.</summary>
    public void Ended()
    {
        _waiting = null;
        _running.Set(0);
    }

    /// <summary>A decision was left out.</summary>
    public void Dropped() => _dropped.Inc();

    /// <summary>The candidate met a fault at a decision.</summary>
    public void Failed() => _failed.Inc();

    /// <summary>The candidate took so long.</summary>
    public void Busy(TimeSpan time) => _busy.Inc(time.TotalSeconds);

    /// <summary>The candidate made a decision, or could not be compared.</summary>
    public void Compared(DecisionOutcome live, ShadowResult result)
    {
        if (result.Decision is not { } shadow)
        {
            _notComparable.Inc();
            return;
        }

        _outcomes.WithLabels(DecisionDifference.TextOf(live), DecisionDifference.TextOf(shadow.Outcome)).Inc();
        if (result.Difference is not { } difference)
        {
            _same.Inc();
            return;
        }

        _differing.Inc();
        var kind = difference.Kind == DifferenceKind.KnockOut
            ? "knock_out" : difference.Kind.ToString().ToLowerInvariant();
        _differences.WithLabels(kind, RuleLabel(kind, difference.Rule)).Inc();
    }

    private string RuleLabel(string kind, string rule)
    {
        lock (_lock)
        {
            if (_rules.Contains((kind, rule))) return rule;
            if (_rules.Count == MaximumRules) return OtherRule;
            _rules.Add((kind, rule));
            return rule;
        }
    }
}
