using Tocsin.Core.Decisions;
using Tocsin.Core.Features;

namespace Tocsin.Core.Shadows;

/// <summary>
/// Counts how a candidate's decisions differ from the live ones. The room it takes is bounded, whatever it is given.
/// Thread-safe.
/// </summary>
public sealed class ShadowTally
{
    /// <summary>The most rules that are told by name.</summary>
    public const int MaximumRules = 1_000;

    /// <summary>The most products that are told by name; decisions on further ones count in the totals.</summary>
    public const int MaximumProducts = 1_000;

    /// <summary>The most recent decisions that are kept.</summary>
    public const int MaximumRecent = 100;

    private readonly Lock _lock = new();
    private readonly ForgottenBorrowers _forgotten;
    private readonly SortedDictionary<(DecisionOutcome Live, DecisionOutcome Shadow), long> _outcomes = [];
    private readonly SortedDictionary<string, ShadowProduct> _products = new(StringComparer.Ordinal);
    private readonly Dictionary<(DifferenceKind Kind, string Rule), ShadowRule> _rules = [];
    private readonly Queue<ShadowDifference> _recent = new();
    private long _same;
    private long _differing;
    private long _dropped;
    private long _failed;
    private long _notComparable;
    private long _otherRules;

    /// <summary>Begins to count.</summary>
    public ShadowTally() : this(new ForgottenBorrowers())
    {
    }

    private ShadowTally(ForgottenBorrowers forgotten) => _forgotten = forgotten;

    /// <summary>How many decisions the candidate has met a fault at.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Takes what a candidate made of a live decision.</summary>
    public void Add(ShadowedDecision live, ShadowResult result)
    {
        ArgumentNullException.ThrowIfNull(live);
        ArgumentNullException.ThrowIfNull(result);
        lock (_lock)
        {
            AddToProduct(live, result);
            if (result.Decision is not { } shadow)
            {
                _notComparable++;
                return;
            }

            var outcomes = (live.Decision.Outcome, shadow.Outcome);
            _outcomes[outcomes] = _outcomes.GetValueOrDefault(outcomes) + 1;
            if (result.Difference is null) _same++;
            else Differ(live, shadow.Outcome, result.Difference);
        }
    }

    /// <summary>Takes a decision that was left out: the queue was full, or the shadow ended.</summary>
    public void AddDropped() => Interlocked.Increment(ref _dropped);

    /// <summary>Takes a decision that the candidate met a fault at.</summary>
    public void AddFailed() => Interlocked.Increment(ref _failed);

    /// <summary>Another that counts anew, and knows who was forgotten.</summary>
    public ShadowTally Anew() => new(_forgotten);

    /// <summary>
    /// Takes a borrower's decisions out of the recent ones, and lets none in that was made before but is taken later;
    /// they stay in the counts, which name nobody.
    /// </summary>
    /// <param name="borrower">The borrower.</param>
    /// <param name="at">When it was erased, in UTC.</param>
    public void Forget(BorrowerId borrower, DateTimeOffset at)
    {
        _forgotten.Add(borrower, at);
        lock (_lock)
        {
            for (var left = _recent.Count; left > 0; left--)
            {
                var decision = _recent.Dequeue();
                if (decision.Borrower != borrower) _recent.Enqueue(decision);
            }
        }
    }

    /// <summary>The report of all that was taken so far.</summary>
    public ShadowReport ToReport()
    {
        lock (_lock)
        {
            return new ShadowReport
            {
                Same = _same,
                Differing = _differing,
                Dropped = Interlocked.Read(ref _dropped),
                Failed = Failed,
                NotComparable = _notComparable,
                Outcomes =
                [
                    .. _outcomes.Select(pair => new ShadowOutcomes(pair.Key.Live, pair.Key.Shadow, pair.Value)),
                ],
                Products = [.. _products.Values],
                Rules =
                [
                    .. _rules.Values.OrderByDescending(rule => rule.Count)
                        .ThenBy(rule => rule.Latest.Rule, StringComparer.Ordinal).ThenBy(rule => rule.Latest.Kind),
                ],
                OtherRules = _otherRules,
                Recent = [.. _recent.Reverse()],
            };
        }
    }

    private void AddToProduct(ShadowedDecision live, ShadowResult result)
    {
        var name = live.Policy.Product;
        if (!_products.TryGetValue(name, out var product))
        {
            if (_products.Count == MaximumProducts) return;
            product = new ShadowProduct(name, live.Policy.Currency);
        }

        var (before, after) = (live.Decision, result.Decision);
        _products[name] = after is null ? product with { NotComparable = product.NotComparable + 1 } : product with
        {
            Decided = product.Decided + 1,
            Differing = product.Differing + (result.Difference is null ? 0 : 1),
            Points = product.Points.Plus(before.Score?.Points, after.Score?.Points),
            Pd = product.Pd.Plus(before.Score?.Pd, after.Score?.Pd),
            Limit = product.Limit.Plus(before.Limit?.Granted, after.Limit?.Granted),
            AnnualRate = product.AnnualRate.Plus(before.Price?.AnnualRate, after.Price?.AnnualRate),
        };
    }

    private void Differ(ShadowedDecision live, DecisionOutcome shadow, DecisionDifference difference)
    {
        _differing++;
        var outcome = live.Decision.Outcome;
        Tell(live, shadow, difference);
        var key = (difference.Kind, difference.Rule);
        var rule = _rules.GetValueOrDefault(key) ?? new ShadowRule(difference, 0, 0, 0);
        if (rule.Count == 0 && _rules.Count == MaximumRules)
        {
            _otherRules++;
            return;
        }

        _rules[key] = new ShadowRule(
            difference, rule.Count + 1, rule.Worse + (shadow > outcome ? 1 : 0),
            rule.Better + (shadow < outcome ? 1 : 0));
    }

    private void Tell(ShadowedDecision live, DecisionOutcome shadow, DecisionDifference difference)
    {
        if (_forgotten.Hide(live.Borrower, live.AsOf)) return;
        if (_recent.Count == MaximumRecent) _recent.Dequeue();
        _recent.Enqueue(new ShadowDifference(
            live.DecisionId, live.RequestId, live.Borrower, live.Policy.Product, live.AsOf, live.Decision.Outcome,
            shadow, difference));
    }
}
