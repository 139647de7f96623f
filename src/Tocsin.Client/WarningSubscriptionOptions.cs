using Tocsin.V1;

namespace Tocsin.Client;

/// <summary>How a <see cref="WarningSubscription"/> selects, starts and reconnects.</summary>
public sealed class WarningSubscriptionOptions
{
    /// <summary>Which warnings; empty for all of them.</summary>
    public WarningFilter Filter { get; init; } = new();

    /// <summary>Where to start; from now by default.</summary>
    public SubscriptionStart Start { get; init; }

    /// <summary>
    /// True, the default, to start again from a snapshot when the server no longer knows the cursor; false to end with
    /// its <c>OUT_OF_RANGE</c> error.
    /// </summary>
    public bool RestartFromSnapshot { get; init; } = true;

    /// <summary>The most to wait before the first reconnection; each failure doubles it. 200 ms by default.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait between two attempts. 30 s by default.</summary>
    public TimeSpan MaximumDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How many attempts in a row may fail without one message before the last error ends the subscription; null, the
    /// default, for no end.
    /// </summary>
    public int? MaximumFailures { get; init; }

    /// <summary>
    /// How often in a row the handler of <see cref="WarningSubscription.RunAsync"/> may fail before what it threw ends
    /// the run; null, the default, for no end.
    /// </summary>
    public int? MaximumHandlerFailures { get; init; }

    /// <summary>
    /// How many ids of delivered messages are remembered so that a repeat is not delivered again; 4,096 by default. A
    /// server repeats at most what it had in flight when the connection was lost.
    /// </summary>
    public int RememberedIds { get; init; } = 4096;

    /// <summary>Draws from 0 to 1, the jitter of the waits; <see cref="Random.Shared"/> by default.</summary>
    public Func<double> Chance { get; init; } = Random.Shared.NextDouble;

    /// <summary>
    /// Called with every notice, on the consumer's own flow and in order with the messages: after the last one of the
    /// old stream was handled and before the first of the new one. What it throws ends the enumeration.
    /// </summary>
    public Action<SubscriptionNotice>? OnNotice { get; init; }
}
