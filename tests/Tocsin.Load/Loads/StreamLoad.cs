using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using Tocsin.Load.Questions;
using Tocsin.Load.Servers;
using Tocsin.V1;

namespace Tocsin.Load.Loads;

/// <summary>
/// Decisions over streams, one on each connection, as many as the server answers: so many requests are always on their
/// way.
/// </summary>
/// <param name="server">The server.</param>
/// <param name="connections">How many connections.</param>
/// <param name="outstanding">How many requests of a stream are on their way at most.</param>
/// <param name="questions">What is asked.</param>
/// <param name="findFault">What is to be answered.</param>
internal sealed class StreamLoad(
    MeasuredServer server, int connections, int outstanding, DecideQuestions questions, FindFault findFault)
{
    // Requests that are sent together, as a caller with many at hand sends them; fewer than are outstanding, so that
    // the server has others meanwhile.
    private const int Batch = 32;

    private static readonly WriteOptions _kept = new(WriteFlags.BufferHint);
    private static readonly WriteOptions _sent = new();

    // A stream that has not ended by then is given up, and what it was not answered counts as failed.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    /// <summary>Runs it.</summary>
    public async Task<LoadFigures> RunAsync(TimeSpan window)
    {
        var channels = server.Connect(connections);
        var before = await ServerUsage.ReadAsync(server.Socket);
        var began = Stopwatch.GetTimestamp();
        var until = began + (long)(window.TotalSeconds * Stopwatch.Frequency);
        using var limit = new CancellationTokenSource(window + _patience);
        var streams = channels.Select((_, index) => new AskedStream(index, channels.Length, outstanding)).ToList();
        await Task.WhenAll(streams.Select((stream, index) => Task.Run(
            () => RunAsync(stream, channels[index], until, limit.Token), CancellationToken.None)));
        var took = Stopwatch.GetElapsedTime(began);
        var usage = (await ServerUsage.ReadAsync(server.Socket)).Since(before);
        foreach (var channel in channels) channel.Dispose();
        return LoadFigures.Of([.. streams.Select(stream => stream.Tally)], took, usage);
    }

    private async Task RunAsync(AskedStream stream, GrpcChannel channel, long until, CancellationToken limit)
    {
        var client = new DecisionService.DecisionServiceClient(channel);
        using var call = client.DecideStream(cancellationToken: limit);
        using var free = new SemaphoreSlim(outstanding);
        var reading = ReadAsync(stream, call.ResponseStream, free);
        try
        {
            await WriteAsync(stream, call.RequestStream, free, until, limit);
        }
        catch (Exception failure) when (failure is RpcException or OperationCanceledException)
        {
            // What is not answered is counted below.
        }

        var fault = await reading;
        while (stream.Answered < stream.Asked) stream.Answer(fault ?? "the stream ended without an answer");
    }

    private async Task WriteAsync(
        AskedStream stream, IClientStreamWriter<DecideStreamRequest> requests, SemaphoreSlim free, long until,
        CancellationToken limit)
    {
        // One request for all: it is written out when the writing of it has ended.
        var request = new DecideStreamRequest { Request = questions.Template.Clone() };
        while (Stopwatch.GetTimestamp() < until)
        {
            for (var turn = 0; turn < Batch; turn++) await free.WaitAsync(limit);
            for (var left = Batch; left > 0; left--)
            {
                questions.Address(request.Request, stream.NumberOf(stream.Asked));
                stream.Ask();
                requests.WriteOptions = left == 1 ? _sent : _kept;
                await requests.WriteAsync(request, limit);
            }
        }

        await requests.CompleteAsync();
    }

    private async Task<string?> ReadAsync(
        AskedStream stream, IAsyncStreamReader<DecideStreamResponse> answers, SemaphoreSlim free)
    {
        try
        {
            while (await answers.MoveNext(CancellationToken.None))
            {
                // More answers than requests are none of any request.
                if (stream.Answered == stream.Asked) return "an answer to nothing";
                var number = stream.NumberOf(stream.Answered);
                stream.Answer(answers.Current.Response is { } answer
                    ? findFault(number, DecideQuestions.IdOf(number), answer)
                    : answers.Current.Status?.ToString() ?? "neither an answer nor a status");
                free.Release();
            }

            return null;
        }
        catch (RpcException failure)
        {
            return failure.Status.ToString();
        }
    }
}
