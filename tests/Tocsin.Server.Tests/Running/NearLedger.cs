using System.Diagnostics;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// What was acknowledged of one borrower, by whom and when: the model that every answer is compared with. Both of its
/// numbers only grow, so that the last acknowledged one is the least that may be answered. Thread-safe.
/// </summary>
internal sealed class NearLedger
{
    private readonly Lock _lock = new();
    private readonly List<Ack> _acks = [];
    private readonly Dictionary<long, double> _debts = [];

    /// <summary>An instance acknowledged a features revision with a debt, or a state as of a moment.</summary>
    public void Note(int instance, long revision, double debt, DateTimeOffset asOf)
    {
        lock (_lock)
        {
            _acks.Add(new Ack(Stopwatch.GetTimestamp(), instance, revision, asOf));
            if (revision > 0) _debts[revision] = debt;
        }
    }

    /// <summary>What is wrong with an answer that an instance gave; null when nothing is.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="askedAt">When it was asked.</param>
    /// <param name="bound">How old what another instance acknowledged may be.</param>
    /// <param name="seen">What it answered.</param>
    /// <param name="behind">Raised to how long before the question something was acknowledged that it lacks.</param>
    public string? FaultOf(int instance, long askedAt, TimeSpan bound, NearSight seen, ref TimeSpan behind)
    {
        lock (_lock)
        {
            if (seen.Revision > 0 && _debts.TryGetValue(seen.Revision, out var debt) && debt != seen.Debt)
                return $"revision {seen.Revision} had a debt of {debt}, not {seen.Debt}";
            for (var at = _acks.Count - 1; at >= 0; at--)
            {
                var ack = _acks[at];
                if (ack.At > askedAt || (ack.Revision <= seen.Revision && ack.AsOf <= seen.AsOf)) continue;
                var age = Stopwatch.GetElapsedTime(ack.At, askedAt);
                if (ack.Instance == instance) return $"lacks what it acknowledged {age.TotalMilliseconds:f1} ms before";
                if (age > behind) behind = age;
                if (age > bound)
                    return $"lacks what instance {ack.Instance} acknowledged {age.TotalMilliseconds:f1} ms before";
            }

            return null;
        }
    }

    private readonly record struct Ack(long At, int Instance, long Revision, DateTimeOffset AsOf);
}

/// <summary>What an instance answered of a borrower.</summary>
/// <param name="Revision">The features revision; 0 for none.</param>
/// <param name="Debt">The debt that it has.</param>
/// <param name="AsOf">The as-of of its warning state.</param>
internal readonly record struct NearSight(long Revision, double Debt, DateTimeOffset AsOf);
