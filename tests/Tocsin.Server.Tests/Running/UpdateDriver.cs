using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// Sends numbered updates over one stream after the other, or over several at once, and keeps which were acknowledged.
/// Each update is observed later than those with lower numbers.
/// </summary>
/// <param name="borrowers">How many borrowers; in turn, so that one is not in two outstanding updates of a stream.
/// </param>
/// <param name="seed">What decides about values.</param>
/// <param name="meets">True when now and then the borrower of the latest update gets the next one too, so that one
/// borrower is updated over two streams at once.</param>
/// <param name="oneInChanges">One in so many updates of a borrower has other values than the one before, its number
/// aside; the others change no warning, as most updates do. 1: all have.</param>
internal sealed class UpdateDriver(int borrowers, int seed, bool meets = false, int oneInChanges = 1)
{
    private const int Window = 64;
    private const int OneInMeets = 5;

    private readonly Random _random = new(seed);
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, Acknowledged> _acknowledged = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _refusals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _values = new(StringComparer.Ordinal);
    private DateTimeOffset _observed;
    private string _latest = Name(0);
    private long _sent;
    private long _count;

    /// <summary>The acknowledged update of each borrower that has the highest number.</summary>
    public IReadOnlyDictionary<string, Acknowledged> LastAcknowledged => _acknowledged;

    /// <summary>How many updates were acknowledged.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>How many were sent.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>The borrowers.</summary>
    public IEnumerable<string> Borrowers => Enumerable.Range(0, borrowers).Select(Name);

    /// <summary>Refusals, one for each reason, other than that the store is away: there must be none.</summary>
    public IEnumerable<string> Refusals => _refusals.Values;

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
        catch (Exception end) when (
            end is OperationCanceledException or RpcException or IOException or InvalidOperationException)
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
        catch (Exception gone) when (gone is RpcException or IOException or InvalidOperationException)
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
                if (answer.Response is { } response)
                {
                    Take(answer.RequestId, response);
                }
                else
                {
                    Note(answer.RequestId, answer.Status);
                    // A store that is away answers at once; asking on and on would only burn the machine.
                    await pause.WaitForNextTickAsync(CancellationToken.None);
                }

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
        _acknowledged.AddOrUpdate(
            parts[0], new Acknowledged(number, response.Revision),
            (_, before) => new Acknowledged(
                Math.Max(before.Number, number), Math.Max(before.Revision, response.Revision)));
        Interlocked.Increment(ref _count);
    }

    private void Note(string requestId, Google.Rpc.Status status)
    {
        var reason = status.GetDetail<ErrorInfo>()?.Reason ?? "";
        if (reason != "STORE_UNAVAILABLE")
            _refusals.TryAdd(reason, $"update {requestId} was refused: {reason} {status.Message}");
    }

    private PutFeaturesRequest Next()
    {
        lock (_lock)
        {
            var number = Interlocked.Increment(ref _sent);
            // Around and around with steps that differ, but never so short that a borrower comes again within the
            // window.
            if (!meets || _random.Next(OneInMeets) != 0)
                _latest = Name((int)((number + (number / borrowers * 7)) % borrowers));
            if (_random.Next(oneInChanges) == 0 || !_values.TryGetValue(_latest, out var values))
                _values[_latest] = values = _random.Next();
            var update = FeatureUpdates.Numbered(_latest, number, new Random(values));
            update.RequestId = $"{_latest}/{number}";
            var now = RealClock.Instance.GetUtcNow();
            _observed = now > _observed ? now : _observed + TimeSpan.FromMicroseconds(1);
            foreach (var view in update.Views) view.ObservedAt = Timestamp.FromDateTimeOffset(_observed);
            return update;
        }
    }

    private static string Name(int index) => $"k-{index:d4}";
}

/// <summary>The newest of the acknowledged updates of a borrower.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Revision">The borrower's features revision after it.</param>
internal sealed record Acknowledged(long Number, long Revision);
