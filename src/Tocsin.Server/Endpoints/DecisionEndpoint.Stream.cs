using Grpc.Core;
using Tocsin.V1;

namespace Tocsin.Server.Endpoints;

/// <content>Many decisions over one call.</content>
internal sealed partial class DecisionEndpoint
{
    private static readonly WriteOptions _more = new(WriteFlags.BufferHint);

    /// <inheritdoc/>
    public override async Task DecideStream(
        IAsyncStreamReader<DecideStreamRequest> requestStream,
        IServerStreamWriter<DecideStreamResponse> responseStream, ServerCallContext context)
    {
        // What has come is begun before anything is answered: what the store is asked for goes there together, what is
        // journaled is one group, and the answers leave together.
        var batch = new List<Task<DecideStreamResponse>>(decisions.StreamBatch);
        while (true)
        {
            var coming = requestStream.MoveNext(context.CancellationToken);
            if (!coming.IsCompleted || batch.Count == decisions.StreamBatch)
                await AnswerAsync(batch, responseStream, context.CancellationToken);
            if (!await coming) break;
            batch.Add(AnswerAsync(requestStream.Current, context.CancellationToken));
        }

        await AnswerAsync(batch, responseStream, context.CancellationToken);
    }

    private static async Task AnswerAsync(
        List<Task<DecideStreamResponse>> batch, IServerStreamWriter<DecideStreamResponse> responses,
        CancellationToken cancellation)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            // What still waits keeps nobody waiting for what is ready.
            var isReady = i + 1 < batch.Count && batch[i + 1].IsCompleted;
            responses.WriteOptions = isReady ? _more : WriteOptions.Default;
            await responses.WriteAsync(await batch[i], cancellation);
        }

        batch.Clear();
    }

    private async Task<DecideStreamResponse> AnswerAsync(DecideStreamRequest item, CancellationToken cancellation)
    {
        var request = item.Request ?? new DecideRequest();
        var response = new DecideStreamResponse { RequestId = request.RequestId };
        try
        {
            response.Response = await DecideAsync(request, null, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            response.Status = failures.Of(exception).ToStatus();
        }

        return response;
    }
}
