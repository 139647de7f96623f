using System.Runtime.ExceptionServices;
using Tocsin.V1;

namespace Tocsin.Client;

/// <summary>A handler in place of an enumeration.</summary>
public sealed partial class WarningSubscription
{
    /// <summary>
    /// Gives every message to a handler, one at a time, until cancelled or refused for good. A message whose handler
    /// failed is given to it again after a wait, from the cursor before it: nothing after it is handled first. In a
    /// snapshot, which has no cursors, the snapshot starts over instead.
    /// </summary>
    /// <param name="handle">
    /// Handles a message; completes when it is done with. It may see a message again that it failed on half way.
    /// </param>
    /// <param name="cancellationToken">Ends the run with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InvalidOperationException">The subscription is being enumerated already.</exception>
    /// <exception cref="Grpc.Core.RpcException">The server refused for good.</exception>
    /// <remarks>
    /// What the handler throws comes out only after <see cref="WarningSubscriptionOptions.MaximumHandlerFailures"/> in
    /// a row; each is told as <see cref="SubscriptionNoticeKind.HandlerFailed"/>.
    /// </remarks>
    public async Task RunAsync(
        Func<WatchWarningsResponse, CancellationToken, ValueTask> handle, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(handle);
        while (true)
        {
            var failure = await RunToFailureAsync(handle, cancellationToken);
            var delay = _handlerBackoff.Next();
            if (_handlerBackoff.Failures > _options.MaximumHandlerFailures) ExceptionDispatchInfo.Throw(failure);
            var error = TocsinError.OfHandler(failure);
            _options.OnNotice?.Invoke(new(SubscriptionNoticeKind.HandlerFailed, error, delay) { Failure = failure });
            await Task.Delay(delay, _clock, cancellationToken);
            if (_position.InSnapshot) RestartSnapshot(error);
        }
    }

    // Leaving the enumeration there counts the message as not delivered.
    private async Task<Exception> RunToFailureAsync(
        Func<WatchWarningsResponse, CancellationToken, ValueTask> handle, CancellationToken cancellationToken)
    {
        await foreach (var message in this.WithCancellation(cancellationToken))
        {
            try
            {
                await handle(message, cancellationToken);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                return failure;
            }

            _handlerBackoff.Reset();
        }

        throw new OperationCanceledException(cancellationToken);
    }
}
