using Tocsin.Core.Warnings;

namespace Tocsin.Server.Warnings;

/// <summary>
/// Subscribers, those with the same filter together: a change is matched once for all who want the same. For one caller
/// at a time.
/// </summary>
internal sealed class SubscriberGroups
{
    private readonly Dictionary<string, HashSet<WarningSubscriber>> _groups = new(StringComparer.Ordinal);

    /// <summary>How many subscribers.</summary>
    public int Count { get; private set; }

    /// <summary>All of them.</summary>
    public IEnumerable<WarningSubscriber> All => _groups.Values.SelectMany(group => group);

    /// <summary>Lets one in.</summary>
    public void Add(WarningSubscriber subscriber)
    {
        if (!_groups.TryGetValue(subscriber.Filter.Key, out var group))
            _groups.Add(subscriber.Filter.Key, group = []);
        if (group.Add(subscriber)) Count++;
    }

    /// <summary>Lets one go; one that is not there is no fault.</summary>
    public void Remove(WarningSubscriber subscriber)
    {
        if (!_groups.TryGetValue(subscriber.Filter.Key, out var group) || !group.Remove(subscriber)) return;
        Count--;
        if (group.Count == 0) _groups.Remove(subscriber.Filter.Key);
    }

    /// <summary>Lets all of them go.</summary>
    public void Clear()
    {
        _groups.Clear();
        Count = 0;
    }

    /// <summary>Hands a change to those who want it.</summary>
    /// <param name="change">The change.</param>
    /// <param name="item">The same, as it is handed over.</param>
    /// <param name="now">A timestamp.</param>
    /// <returns>Those who had no room for it.</returns>
    public IReadOnlyList<WarningSubscriber> Hand(WarningChange change, FeedItem item, long now)
    {
        List<WarningSubscriber>? behind = null;
        foreach (var group in _groups.Values)
        {
            var isMatched = false;
            foreach (var subscriber in group)
            {
                if (!isMatched && !subscriber.Filter.Matches(change)) break;
                isMatched = true;
                if (!subscriber.Offer(item, now)) (behind ??= []).Add(subscriber);
            }
        }

        return behind ?? [];
    }
}
