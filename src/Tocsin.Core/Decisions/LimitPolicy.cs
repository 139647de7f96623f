using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Decisions;

/// <summary>The caps of a product: its limit is the least of them. Immutable.</summary>
/// <param name="Caps">The caps, in document order.</param>
/// <param name="WhenExceeded">What becomes of a request over the limit.</param>
public sealed record LimitPolicy(IReadOnlyList<LimitCap> Caps, WhenExceeded WhenExceeded)
{
    /// <summary>Every input that a cap reads.</summary>
    public IEnumerable<InputSlot> Reads => Caps.SelectMany(cap => cap.Reads);
}

/// <summary>One cap: a rule whose output is an amount. Where the rule misses, the cap does not apply.</summary>
/// <param name="Rule">The rule; it has an output.</param>
/// <param name="Reason">The code of the reason where it binds.</param>
/// <param name="WhenUnknown">What an unknown cap makes of the decision; it is never left out and never 0.</param>
public sealed record LimitCap(Rule Rule, string Reason, WhenUnknown WhenUnknown)
{
    /// <summary>Every input that its condition or its amount reads.</summary>
    public IReadOnlyList<InputSlot> Reads { get; } = [.. Rule.Reads.Concat(Rule.Output?.Reads ?? []).Distinct()];
}

/// <summary>What becomes of a request over the limit.</summary>
public enum WhenExceeded
{
    /// <summary>The largest amount that passes is offered; where there is none it is declined.</summary>
    CounterOffer = 0,

    /// <summary>A person decides.</summary>
    Refer = 1,

    /// <summary>It is declined.</summary>
    Decline = 2,
}
