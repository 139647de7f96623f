using Tocsin.Client;
using Tocsin.V1;

namespace Tocsin.Cli.Watching;

/// <summary>Where a subscription is shown.</summary>
internal interface IWarningScreen
{
    /// <summary>Shows messages until there are no more.</summary>
    Task ShowAsync(IAsyncEnumerable<WatchWarningsResponse> messages, CancellationToken cancellationToken);

    /// <summary>Shows what happened to the subscription between two messages.</summary>
    void Notice(SubscriptionNotice notice);
}
