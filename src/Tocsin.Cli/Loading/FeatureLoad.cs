using System.Collections.Concurrent;
using Grpc.Core;
using Tocsin.V1;

namespace Tocsin.Cli.Loading;

/// <summary>
/// Sends a file's rows over one stream, with a bounded number of rows that the server has not answered yet.
/// </summary>
internal sealed class FeatureLoad(
    FeatureService.FeatureServiceClient client, ColumnPlan plan, LoadOptions options, int window) : IDisposable
{
    private readonly ConcurrentQueue<int> _unanswered = new();
    private readonly SemaphoreSlim _room = new(window);

    /// <summary>What became of the rows so far.</summary>
    public LoadSummary Summary { get; } = new();

    /// <summary>Sends every row that can be read and returns when all are answered.</summary>
    /// <exception cref="RpcException">The stream broke; the summary says how far it came.</exception>
    public async Task RunAsync(CsvFile file, Action<double> onProgress, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var call = client.PutFeaturesStream(cancellationToken: cancellationToken);
        var answering = ReadAnswersAsync(call.ResponseStream, ended, cancellationToken);
        try
        {
            await SendAsync(file, call.RequestStream, onProgress, ended.Token);
        }
        catch (Exception failure) when (failure is IOException or CommandFailedException)
        {
            // The file cannot be read on; what was sent before is answered all the same, and counts.
            await call.RequestStream.CompleteAsync();
            await answering;
            throw;
        }
        catch (Exception failure)
            when (failure is OperationCanceledException or RpcException or InvalidOperationException)
        {
            // The stream ended while rows were being sent; why, the answers tell.
            await answering;
            throw new RpcException(new Status(StatusCode.Unavailable, "The server ended the load early."));
        }

        await answering;
        if (Summary.Unanswered > 0)
            throw new RpcException(new Status(StatusCode.Internal, "The server left rows without an answer."));
    }

    public void Dispose() => _room.Dispose();

    private async Task SendAsync(
        CsvFile file,
        IClientStreamWriter<PutFeaturesStreamRequest> stream,
        Action<double> onProgress,
        CancellationToken cancellationToken)
    {
        var reader = new RowReader(plan, options);
        while (await file.ReadAsync() is { } row)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Summary.AddRow();
            onProgress(file.Progress);
            var (request, refusals) = reader.Read(row);
            if (request is null)
            {
                Summary.Refuse(refusals);
                continue;
            }

            await _room.WaitAsync(cancellationToken);
            _unanswered.Enqueue(row.Line);
            await stream.WriteAsync(new PutFeaturesStreamRequest { Request = request }, cancellationToken);
        }

        await stream.CompleteAsync();
    }

    private async Task ReadAnswersAsync(
        IAsyncStreamReader<PutFeaturesStreamResponse> answers,
        CancellationTokenSource ended,
        CancellationToken cancellationToken)
    {
        try
        {
            // Answers come in the order of the requests, so the oldest line without one is the line of the next.
            while (await answers.MoveNext(cancellationToken) && _unanswered.TryDequeue(out var line))
            {
                Summary.Answer(line, answers.Current, plan);
                _room.Release();
            }
        }
        finally
        {
            await ended.CancelAsync();
        }
    }
}
