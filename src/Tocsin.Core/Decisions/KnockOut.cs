using Tocsin.Core.Rules;

namespace Tocsin.Core.Decisions;

/// <summary>A rule that declines by itself.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Reason">The reason's code.</param>
/// <param name="WhenUnknown">What an unknown outcome makes of the decision; never an approval.</param>
public sealed record KnockOut(Rule Rule, string Reason, WhenUnknown WhenUnknown);

/// <summary>What a decision becomes when something it needs is unknown. There is no value for "ignore it".</summary>
public enum WhenUnknown
{
    /// <summary>A person decides.</summary>
    Refer = 0,

    /// <summary>The caller is told what to fetch.</summary>
    Incomplete = 1,

    /// <summary>It counts as if it had hit.</summary>
    Decline = 2,
}
