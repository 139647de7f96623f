namespace Tocsin.Client;

/// <summary>What happened to a subscription between two messages.</summary>
public enum SubscriptionNoticeKind
{
    /// <summary>The stream ended; the subscription reconnects after <see cref="SubscriptionNotice.Delay"/>.</summary>
    Interrupted,

    /// <summary>
    /// A snapshot starts over, because the cursor could not be used or because the last snapshot was cut short: drop
    /// what earlier messages said. Warnings that are not in the new snapshot are no longer open.
    /// </summary>
    SnapshotRestarts,

    /// <summary>
    /// The stream ended before it gave a cursor and starts again from now: changes in between may be missing.
    /// </summary>
    GapPossible,

    /// <summary>
    /// The handler of <see cref="WarningSubscription.RunAsync"/> failed; it is given the same message again after
    /// <see cref="SubscriptionNotice.Delay"/>.
    /// </summary>
    HandlerFailed,
}
