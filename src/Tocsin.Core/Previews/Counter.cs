namespace Tocsin.Core.Previews;

/// <summary>Counts by key, in any order. For one thread at a time.</summary>
/// <typeparam name="TKey">What is counted by.</typeparam>
internal sealed class Counter<TKey> where TKey : notnull
{
    private readonly Dictionary<TKey, long> _counts = [];

    /// <summary>The counts; a key that never came is absent.</summary>
    public IReadOnlyDictionary<TKey, long> Counts => _counts;

    /// <summary>Counts one more, or some.</summary>
    public void Add(TKey key, long count = 1) => _counts[key] = _counts.GetValueOrDefault(key) + count;

    /// <summary>Counts what another has counted.</summary>
    public void Add(Counter<TKey> other)
    {
        foreach (var (key, count) in other._counts) Add(key, count);
    }
}
