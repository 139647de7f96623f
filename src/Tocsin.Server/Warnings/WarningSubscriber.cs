using System.Threading.Channels;

namespace Tocsin.Server.Warnings;

/// <summary>
/// One subscriber's place in the feed: a bounded queue that the feed fills and the call empties. When it is full the
/// feed lets go of the subscriber, and nobody else notices.
/// </summary>
internal sealed class WarningSubscriber
{
    private readonly Channel<FeedItem> _queue;
    private readonly TaskCompletionSource<SubscriberEnd> _ended =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public WarningSubscriber(WarningFilter filter, int queueLength, long now)
    {
        Filter = filter;
        HandedAt = now;
        _queue = Channel.CreateBounded<FeedItem>(
            new BoundedChannelOptions(queueLength) { SingleReader = true, SingleWriter = true });
    }

    /// <summary>What it wants.</summary>
    public WarningFilter Filter { get; }

    /// <summary>What waits for it.</summary>
    public ChannelReader<FeedItem> Items => _queue.Reader;

    /// <summary>Completes when the feed has ended it, with the reason.</summary>
    public Task<SubscriberEnd> Ended => _ended.Task;

    /// <summary>When it was last handed something, or came.</summary>
    public long HandedAt { get; private set; }

    /// <summary>Hands it something it wants; false when its queue is full, so that it is behind.</summary>
    public bool Offer(FeedItem item, long now)
    {
        HandedAt = now;
        return _queue.Writer.TryWrite(item);
    }

    /// <summary>Ends it.</summary>
    public void End(SubscriberEnd reason)
    {
        _ended.TrySetResult(reason);
        _queue.Writer.TryComplete();
    }
}

/// <summary>Why the feed ended a subscriber.</summary>
internal enum SubscriberEnd
{
    /// <summary>Its call has ended.</summary>
    Gone,

    /// <summary>Its queue was full: what it missed is in the log.</summary>
    Behind,

    /// <summary>Its queue was full, and it takes no message: it is cut.</summary>
    TooSlow,

    /// <summary>The log is not the one that was read before; its cursor will tell.</summary>
    LogBroken,
}
