using Tocsin.Core.Decisions;
using Tocsin.Core.Decisions.Recourse;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Server.Settings;

namespace Tocsin.Server;

/// <summary>
/// Lets a few searches for recourse run at a time: each takes a processor for as long as it runs. Thread-safe.
/// </summary>
internal sealed class RecourseQueue(DecisionSettings settings, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _places = new(settings.RecourseSearches);
    private int _waiting;

    /// <summary>Finds what would turn the decision on a profile, once it is its turn.</summary>
    public async ValueTask<RecourseAnswer> FindAsync(
        RuleSet rules, DecisionPolicy policy, BorrowerProfile profile, CancellationToken cancellation)
    {
        // Who would wait too long is told that the search did not get far.
        if (Interlocked.Increment(ref _waiting) > settings.RecourseQueueLength)
        {
            Interlocked.Decrement(ref _waiting);
            return new RecourseAnswer
            {
                Status = RecourseStatus.BoundReached,
                RuleSetDigest = rules.Digest,
                AsOf = profile.AsOf,
            };
        }

        try
        {
            await _places.WaitAsync(cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        try
        {
            return RecourseSearch.Find(rules, policy, profile, time, settings.Recourse);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();
}
