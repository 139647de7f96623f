using Tocsin.Replay.Feeding;
using Tocsin.Replay.Monthly;
using Tocsin.Replay.Watching;

namespace Tocsin.Replay;

/// <summary>What a replay came to.</summary>
/// <param name="Months">The months that were fed, in order.</param>
/// <param name="Feed">What became of the updates.</param>
/// <param name="Elapsed">How long feeding took, reviews included.</param>
/// <param name="Changes">How many changes there were.</param>
/// <param name="Undated">Changes without evidence, which belong to no month.</param>
/// <param name="Gaps">Changes that did not follow the one before; none are lost when this is 0.</param>
/// <param name="Checks">One for each indicator; empty when the month of the check was not fed.</param>
internal sealed record ReplayResult(
    IReadOnlyList<Month> Months, FeedCount Feed, TimeSpan Elapsed, IReadOnlyDictionary<ChangeKey, int> Changes,
    int Undated, int Gaps, IReadOnlyList<DefaulterCheck> Checks)
{
    /// <summary>The check of zero-sales months; null when its month was not fed.</summary>
    public DefaulterCheck? ZeroSales => Checks.FirstOrDefault(one => one.Indicator == DefaulterCheck.ZeroSalesMonths);

    /// <summary>True when nothing was refused or missed, and list and subscription agree.</summary>
    public bool IsSound => Feed.Refused == 0 && Undated == 0 && Gaps == 0 && Checks.All(check => check.IsAsListed);
}
