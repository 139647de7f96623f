using System.Runtime.ExceptionServices;
using Grpc.Core;
using Tocsin.V1;

namespace Tocsin.Client;

/// <summary>
/// Warnings as they change, over <c>WarningService.WatchWarnings</c>: reconnects and resumes by itself, so that a
/// consumer sees every change once, in order per borrower, across lost connections and server restarts.
/// </summary>
/// <remarks>
/// <para>A message counts as delivered when the consumer asks for the next one. A consumer that fails while handling a
/// change and enumerates again is given that change again; one that keeps <see cref="Cursor"/> in its own store and
/// starts with <see cref="SubscriptionStart.After"/> loses nothing across its own restarts.</para>
/// <para><see cref="RunAsync"/> does both for a handler: one that fails is given the same message again.</para>
/// <para>Enumerates until it is cancelled or the server refuses for good: <c>INVALID_ARGUMENT</c>,
/// <c>UNAUTHENTICATED</c>, <c>PERMISSION_DENIED</c> or <c>UNIMPLEMENTED</c> come out as the
/// <see cref="RpcException"/> itself; read it with <see cref="TocsinError.From(RpcException)"/>. One enumeration at a
/// time.</para>
/// <example><code>
/// using var channel = TocsinChannel.Create(new Uri("http://127.0.0.1:5050"));
/// var subscription = new WarningSubscription(new WarningService.WarningServiceClient(channel), TimeProvider.System,
///     new() { Start = SubscriptionStart.Snapshot, Filter = new() { MinimumLevel = WarningLevel.Orange } });
/// await subscription.RunAsync(async (message, cancellation) =>
/// {
///     if (message.SnapshotEntry is { } entry) await board.ShowAsync(entry.Warning, cancellation);
///     if (message.Change is { } change) await board.ShowAsync(change.Warning, cancellation);
/// }, stopping);
/// </code></example>
/// </remarks>
public sealed partial class WarningSubscription : IAsyncEnumerable<WatchWarningsResponse>
{
    /// <summary>The trailer in which a server that ends a slow stream gives the last cursor.</summary>
    private const string CursorTrailer = "tocsin-cursor";

    private readonly WarningService.WarningServiceClient _client;
    private readonly WarningSubscriptionOptions _options;
    private readonly TimeProvider _clock;
    private readonly SubscriptionPosition _position;
    private readonly ReconnectBackoff _backoff;
    private readonly ReconnectBackoff _handlerBackoff;
    private int _reading;

    /// <summary>Makes a subscription; it connects when it is enumerated.</summary>
    /// <param name="client">The service, on a channel that the caller owns.</param>
    /// <param name="clock">The clock of the waits between attempts.</param>
    /// <param name="options">How to select, start and reconnect.</param>
    public WarningSubscription(
        WarningService.WarningServiceClient client, TimeProvider clock, WarningSubscriptionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(clock);
        _client = client;
        _clock = clock;
        _options = options ?? new WarningSubscriptionOptions();
        _position = new SubscriptionPosition(_options.Start, _options.RememberedIds);
        _backoff = new ReconnectBackoff(_options.FirstDelay, _options.MaximumDelay, _options.Chance);
        _handlerBackoff = new ReconnectBackoff(_options.FirstDelay, _options.MaximumDelay, _options.Chance);
    }

    /// <summary>
    /// The cursor of the last message delivered, to keep and start from later; null before the first one and until a
    /// snapshot is complete.
    /// </summary>
    public string? Cursor => _position.Cursor;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The subscription is being enumerated already.</exception>
    public async IAsyncEnumerator<WatchWarningsResponse> GetAsyncEnumerator(
        CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _reading, 1) != 0)
            throw new InvalidOperationException("The subscription is being enumerated already.");
        try
        {
            while (true)
            {
                using var call = _client.WatchWarnings(
                    _position.NextRequest(_options.Filter), cancellationToken: cancellationToken);
                RpcException? failure;
                while (true)
                {
                    (var message, failure) = await ReadAsync(call.ResponseStream, cancellationToken);
                    if (message is null) break;
                    _backoff.Reset();
                    if (!_position.IsRepeat(message)) yield return message;
                    _position.Delivered(message);
                }

                await RecoverAsync(failure!, cancellationToken);
            }
        }
        finally
        {
            Volatile.Write(ref _reading, 0);
        }
    }

    /// <summary>Reads one message, or the failure that ended the stream: exactly one of the two is there.</summary>
    private static async Task<(WatchWarningsResponse? Message, RpcException? Failure)> ReadAsync(
        IAsyncStreamReader<WatchWarningsResponse> stream, CancellationToken cancellationToken)
    {
        try
        {
            if (await stream.MoveNext(cancellationToken)) return (stream.Current, null);
            // A subscription has no last message, so a stream that ends well has been cut all the same.
            var ended = new Status(StatusCode.Unavailable, "The server ended the stream without an error.");
            return (null, new RpcException(ended));
        }
        catch (RpcException failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return (null, failure);
        }
    }

    /// <summary>Waits and moves the position as the failure asks for, or throws it when it is for good.</summary>
    private async Task RecoverAsync(RpcException failure, CancellationToken cancellationToken)
    {
        if (IsForGood(failure)) ExceptionDispatchInfo.Throw(failure);
        var error = TocsinError.From(failure);
        if (IsCursorLost(failure))
        {
            RestartSnapshot(error);
            return;
        }

        if (failure.StatusCode == StatusCode.ResourceExhausted
            && failure.Trailers.GetValue(CursorTrailer) is { Length: > 0 } newest)
            _position.MoveToIfNewer(newest);
        var delay = _backoff.Next();
        if (_backoff.Failures > _options.MaximumFailures) ExceptionDispatchInfo.Throw(failure);
        Notify(SubscriptionNoticeKind.Interrupted, error, delay);
        await Task.Delay(delay, _clock, cancellationToken);
        if (_position.InSnapshot) RestartSnapshot(error);
        else if (_position.Cursor is null) Notify(SubscriptionNoticeKind.GapPossible, error, TimeSpan.Zero);
    }

    private void RestartSnapshot(TocsinError error)
    {
        _position.RestartFromSnapshot();
        Notify(SubscriptionNoticeKind.SnapshotRestarts, error, TimeSpan.Zero);
    }

    private bool IsCursorLost(RpcException failure) =>
        failure.StatusCode == StatusCode.OutOfRange && _position is { InSnapshot: false, Cursor: not null };

    private bool IsForGood(RpcException failure) => failure.StatusCode switch
    {
        StatusCode.InvalidArgument or StatusCode.Unauthenticated or StatusCode.PermissionDenied => true,
        StatusCode.Unimplemented => true,
        StatusCode.OutOfRange => IsCursorLost(failure) && !_options.RestartFromSnapshot,
        _ => false,
    };

    private void Notify(SubscriptionNoticeKind kind, TocsinError error, TimeSpan delay) =>
        _options.OnNotice?.Invoke(new SubscriptionNotice(kind, error, delay));
}
