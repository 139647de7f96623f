using Grpc.Core;
using Tocsin.V1;

namespace Tocsin.Server.Endpoints;

/// <summary>Writes the messages of one preview to its call; whoever does not take them is cut.</summary>
/// <param name="stream">The call's stream.</param>
/// <param name="context">The call.</param>
/// <param name="time">The clock.</param>
internal sealed class PreviewSink(
    IServerStreamWriter<PreviewRuleSetResponse> stream, ServerCallContext context, TimeProvider time)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _settling = TimeSpan.FromSeconds(2);

    /// <summary>Writes a message, and waits half a minute at most until its reader takes it.</summary>
    /// <exception cref="FailureException">The reader does not take it.</exception>
    public async Task WriteAsync(PreviewRuleSetResponse message, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        // A write that is cancelled loses what was delivered before it: see AbortAsync for one that is given up.
        var write = stream.WriteAsync(message, CancellationToken.None);
        try
        {
            await write.WaitAsync(_patience, time, cancellation);
        }
        catch (TimeoutException)
        {
            await AbortAsync(write);
            throw new FailureException(
                FailureReason.SubscriberTooSlow, $"Nobody read a message for {_patience.TotalSeconds:0} seconds.");
        }
        catch (OperationCanceledException)
        {
            await AbortAsync(write);
            throw;
        }
    }

    // A call that ends under a write leaves the connection's stream object in a state that can hang a later call on it.
    private async Task AbortAsync(Task write)
    {
        if (write.IsCompleted) return;
        context.GetHttpContext().Abort();
        await Task.WhenAny(write, Task.Delay(_settling, time, CancellationToken.None));
    }
}
