namespace Tocsin.Client;

/// <summary>Tells a consumer what happened to its subscription between two messages.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Error">Why the stream ended, or what the handler said.</param>
/// <param name="Delay">How long the subscription waits before it goes on; zero when it does so at once.</param>
public sealed record SubscriptionNotice(SubscriptionNoticeKind Kind, TocsinError Error, TimeSpan Delay)
{
    /// <summary>What the handler threw; null unless it failed.</summary>
    public Exception? Failure { get; init; }
}
