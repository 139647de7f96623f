using System.Threading.Channels;
using Grpc.Core;
using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// Several streams of updates; each borrower's updates go over one of them, in order. For one sender at a time, who
/// never waits: what a stream does not take yet is kept, and a run sends only so much.
/// </summary>
internal sealed class UpdateStreams : IAsyncDisposable
{
    private readonly AsyncDuplexStreamingCall<PutFeaturesStreamRequest, PutFeaturesStreamResponse>[] _calls;
    private readonly Channel<PutFeaturesRequest>[] _kept;
    private readonly Task[] _working;

    /// <summary>Opens them.</summary>
    /// <param name="server">The server.</param>
    /// <param name="count">How many streams.</param>
    /// <param name="take">Told of each answer.</param>
    public UpdateStreams(ServerProcess server, int count, Action<PutFeaturesStreamResponse> take)
    {
        var client = new FeatureService.FeatureServiceClient(server.Channel);
        _calls = [.. Enumerable.Range(0, count).Select(_ => client.PutFeaturesStream())];
        _kept = [.. _calls.Select(_ => Channel.CreateUnbounded<PutFeaturesRequest>())];
        _working = [.. _calls.Select(call => ReadAsync(call, take)), .. _calls.Zip(_kept, WriteAsync)];
    }

    /// <summary>Sends an update of the borrower with such a number.</summary>
    public void Send(int index, PutFeaturesRequest request) => _kept[index % _kept.Length].Writer.TryWrite(request);

    /// <summary>Waits until everything was sent and answered.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var kept in _kept) kept.Writer.Complete();
        await Task.WhenAll(_working);
        foreach (var call in _calls) call.Dispose();
    }

    private static async Task WriteAsync(
        AsyncDuplexStreamingCall<PutFeaturesStreamRequest, PutFeaturesStreamResponse> call,
        Channel<PutFeaturesRequest> kept)
    {
        await foreach (var request in kept.Reader.ReadAllAsync())
            await call.RequestStream.WriteAsync(new PutFeaturesStreamRequest { Request = request });
        await call.RequestStream.CompleteAsync();
    }

    private static async Task ReadAsync(
        AsyncDuplexStreamingCall<PutFeaturesStreamRequest, PutFeaturesStreamResponse> call,
        Action<PutFeaturesStreamResponse> take)
    {
        await foreach (var response in call.ResponseStream.ReadAllAsync()) take(response);
    }
}
