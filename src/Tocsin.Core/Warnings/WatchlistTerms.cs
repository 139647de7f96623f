using Tocsin.Core.Rules;

namespace Tocsin.Core.Warnings;

/// <summary>The times of the watch list. Immutable.</summary>
/// <param name="Review">How long until a person must look at a borrower's place on the list again.</param>
/// <param name="Calm">How long a borrower must have stood at yellow or less before a person may take it off.</param>
public sealed record WatchlistTerms(WorkingDuration Review, WorkingDuration Calm)
{
    /// <summary>A review every 30 days, off after 90: what holds where the rules say nothing.</summary>
    public static WatchlistTerms Standard { get; } = new(
        new WorkingDuration(30, WorkingUnit.Days), new WorkingDuration(90, WorkingUnit.Days));
}
