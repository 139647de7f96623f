using System.Collections.Concurrent;
using Grpc.Core;
using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// Sends numbered updates over one stream after the other, and keeps which were acknowledged. A borrower is never in
/// two outstanding updates.
/// </summary>
internal sealed class UpdateDriver(int borrowers, int seed)
{
    private const int Window = 64;

    private readonly Random _random = new(seed);
    private readonly ConcurrentDictionary<string, Acknowledged> _acknowledged = new(StringComparer.Ordinal);
    private long _sent;
    private long _count;

    /// <summary>The latest acknowledged update of each borrower.</summary>
    public IReadOnlyDictionary<string, Acknowledged> LastAcknowledged => _acknowledged;

    /// <summary>How many updates were acknowledged.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>How many were sent.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>The borrowers.</summary>
    public IEnumerable<string> Borrowers => Enumerable.Range(0, borrowers).Select(Name);

    /// <summary>Sends updates until told to stop or until the server is gone.</summary>
    public async Task DriveAsync(ServerProcess server, CancellationToken stop)
    {
        using var room = new SemaphoreSlim(Window);
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var client = new FeatureService.FeatureServiceClient(server.Channel);
        using var call = client.PutFeaturesStream(cancellationToken: CancellationToken.None);
        var reading = ReadAsync(call.ResponseStream, room, gone);
        try
        {
            while (true)
            {
                await room.WaitAsync(gone.Token);
                await call.RequestStream.WriteAsync(
                    new PutFeaturesStreamRequest { Request = Next() }, CancellationToken.None);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or RpcException or InvalidOperationException)
        {
            // Told to stop, or the server is gone; what is acknowledged until the stream ends still counts.
        }

        if (stop.IsCancellationRequested) await CompleteAsync(call.RequestStream);
        await reading;
    }

    private static async Task CompleteAsync(IClientStreamWriter<PutFeaturesStreamRequest> requests)
    {
        try
        {
            await requests.CompleteAsync();
        }
        catch (Exception gone) when (gone is RpcException or InvalidOperationException)
        {
            // There is nobody to tell.
        }
    }

    private async Task ReadAsync(
        IAsyncStreamReader<PutFeaturesStreamResponse> responses, SemaphoreSlim room, CancellationTokenSource gone)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        try
        {
            while (await responses.MoveNext(CancellationToken.None))
            {
                var answer = responses.Current;
                if (answer.Response is { } response) Take(answer.RequestId, response);
                // A store that is away answers at once; asking on and on would only burn the machine.
                else await pause.WaitForNextTickAsync(CancellationToken.None);
                room.Release();
            }
        }
        catch (RpcException)
        {
            // The server is gone.
        }
        finally
        {
            await gone.CancelAsync();
        }
    }

    private void Take(string requestId, PutFeaturesResponse response)
    {
        var parts = requestId.Split('/');
        var number = long.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture);
        _acknowledged[parts[0]] = new Acknowledged(number, response.Revision);
        Interlocked.Increment(ref _count);
    }

    private PutFeaturesRequest Next()
    {
        var number = Interlocked.Increment(ref _sent);
        // Around and around with steps that differ, but never so short that a borrower comes again within the window.
        var borrower = Name((int)((number + (number / borrowers * 7)) % borrowers));
        var update = FeatureUpdates.Numbered(borrower, number, _random);
        update.RequestId = $"{borrower}/{number}";
        return update;
    }

    private static string Name(int index) => $"k-{index:d4}";
}

/// <summary>An acknowledged update.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Revision">The borrower's features revision after it.</param>
internal sealed record Acknowledged(long Number, long Revision);
