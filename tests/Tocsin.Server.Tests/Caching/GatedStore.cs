using Tocsin.Conformance.Reviews;
using Tocsin.Core.Storage;

namespace Tocsin.Server.Tests.Caching;

/// <summary>A store whose readings of features are counted, may be held back, and may find it away.</summary>
internal sealed class GatedStore(IStore inner) : StoreDecorator(inner)
{
    private int _readings;

    /// <summary>How many readings of features began.</summary>
    public int Readings => Volatile.Read(ref _readings);

    /// <summary>True while the store is away.</summary>
    public bool IsAway { get; set; }

    /// <summary>What a reading that has its answer waits for before it gives it; null to wait for nothing.</summary>
    public TaskCompletionSource? Gate { get; set; }

    /// <inheritdoc/>
    protected override async ValueTask<T> CallAsync<T>(string what, Func<ValueTask<T>> call)
    {
        var isReading = what.StartsWith("reads features", StringComparison.Ordinal);
        if (isReading) Interlocked.Increment(ref _readings);
        if (IsAway) throw new StoreUnavailableException("It is away.");
        var gate = Gate;
        var answer = await call();
        if (isReading && gate is not null) await gate.Task;
        return answer;
    }
}
