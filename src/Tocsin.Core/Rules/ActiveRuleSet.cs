namespace Tocsin.Core.Rules;

/// <summary>
/// The one reference that a swap exchanges. A call reads <see cref="Current"/> once and keeps what it got: no answer
/// mixes two rule sets. Thread-safe; reading takes no lock.
/// </summary>
public sealed class ActiveRuleSet
{
    private volatile ActivatedRuleSet? _current;

    /// <summary>The rule set that answers now; null before the first activation.</summary>
    public ActivatedRuleSet? Current => _current;

    /// <summary>
    /// Rung after each activation, on the activating thread. Handlers return at once and never throw.
    /// </summary>
    public event Action<ActivatedRuleSet>? Activated;

    /// <summary>Makes a rule set answer. An activation lower than the current one changes nothing.</summary>
    /// <returns>True when it answers now.</returns>
    public bool Activate(ActivatedRuleSet next)
    {
        ArgumentNullException.ThrowIfNull(next);
        while (true)
        {
            var current = _current;
            if (current is not null && next.Number < current.Number) return false;
            next = next.After(current);
#pragma warning disable CS0420 // A volatile field handed to Interlocked is read and written with its own barriers.
            if (Interlocked.CompareExchange(ref _current, next, current) != current) continue;
#pragma warning restore CS0420
            Activated?.Invoke(next);
            return true;
        }
    }
}

/// <summary>A rule set with the number under which it was activated. Immutable.</summary>
/// <param name="Set">The rule set.</param>
/// <param name="Number">The activation number; 0 when the store that gives it was never reached.</param>
/// <param name="At">When it was activated, in UTC.</param>
public sealed record ActivatedRuleSet(RuleSet Set, long Number, DateTimeOffset At)
{
    /// <summary>
    /// The first activation of which is known here that warnings have depended on the same ever since: who was looked
    /// at under it need not be looked at again for this one.
    /// </summary>
    public long WarningsSince { get; init; } = Number;

    /// <summary>
    /// This as it follows another. Where activations lie between the two nobody here knows what those were.
    /// </summary>
    internal ActivatedRuleSet After(ActivatedRuleSet? before) =>
        before is not null && Number - before.Number <= 1 && Set.WarningDigest == before.Set.WarningDigest
            ? this with { WarningsSince = before.WarningsSince } : this with { WarningsSince = Number };

    /// <summary>The title of an indicator; empty when the set does not have it.</summary>
    public BilingualText TitleOf(string indicator) =>
        (Set.FindIndicator(indicator)
            ?? Set.HandIndicators.GetValueOrDefault(indicator))?.Title ?? BilingualText.Empty;
}
