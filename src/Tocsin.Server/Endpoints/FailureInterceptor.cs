using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Tocsin.Core.Storage;
using Tocsin.Journal;
using Tocsin.Server.Telemetry;

namespace Tocsin.Server.Endpoints;

/// <summary>
/// Turns what goes wrong into a status with a stable reason. A driver's text never leaves the process: what we did not
/// foresee is told as an incident number, and the log has the rest.
/// </summary>
internal sealed class FailureInterceptor(ILogger<FailureInterceptor> logger) : Interceptor
{
    /// <summary>The failure an exception stands for.</summary>
    public Failure Of(Exception exception)
    {
        switch (exception)
        {
            case FailureException known:
                return known.Failure;
            case StoreUnavailableException:
                return new Failure(FailureReason.StoreUnavailable, "The store is away; try again.");
            case JournalUnavailableException unavailable:
                // A full queue passes by itself; a disk does not, and somebody must read of it.
                Log.JournalRefused(logger, unavailable.Message);
                return new Failure(
                    FailureReason.JournalUnavailable, "The decision could not be journaled, and so is not answered.");
            case InvalidProtocolBufferException:
                return UnreadMessages.Of(StatusCode.Unknown)!;
            default:
                var incident = Guid.NewGuid().ToString("N")[..12];
                Log.CallFailed(logger, incident, exception);
                return new Failure(FailureReason.Internal, $"A fault of the server; its log has incident {incident}.");
        }
    }

    /// <inheritdoc/>
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        GuardAsync(() => continuation(request, context), context);

    /// <inheritdoc/>
    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        GuardAsync(() => continuation(requestStream, context), context);

    /// <inheritdoc/>
    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        GuardAsync(() => Done(continuation(request, responseStream, context)), context);

    /// <inheritdoc/>
    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        GuardAsync(() => Done(continuation(requestStream, responseStream, context)), context);

    private static async Task<bool> Done(Task task)
    {
        await task;
        return true;
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> call, ServerCallContext context)
    {
        try
        {
            return await call();
        }
        catch (RpcException)
        {
            throw;
        }
        catch (Exception exception) when (!context.CancellationToken.IsCancellationRequested)
        {
            throw Of(exception).ToException();
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or FailureException)
        {
            // The caller is gone, or its deadline has passed; nobody reads this status.
            throw new RpcException(new Status(StatusCode.Cancelled, "The call was cancelled."));
        }
    }
}
