using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>Many subscribers on a few connections, each read as fast as it comes.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private const int PerConnection = 100;

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(120);

    private readonly List<GrpcChannel> _channels = [];
    private readonly List<AsyncServerStreamingCall<WatchWarningsResponse>> _calls = [];
    private readonly List<Task> _reading = [];
    private readonly Action<int, WarningChange, long> _took;
    private readonly TaskCompletionSource _checkedIn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;
    private bool _isOver;
    private string? _fault;

    private Crowd(Action<int, WarningChange, long> took) => _took = took;

    /// <summary>Why a subscription ended before it should have; null when none did.</summary>
    public string? Fault => Volatile.Read(ref _fault);

    /// <summary>Completes when a subscription ends before it should.</summary>
    public Task Broken => _broken.Task;

    /// <summary>Lets them all in and waits for the first checkpoint of each.</summary>
    /// <param name="address">The server.</param>
    /// <param name="count">How many.</param>
    /// <param name="filter">The filter of each, by its number.</param>
    /// <param name="took">Told of each change: by whom, what, and at which timestamp it arrived.</param>
    public static async Task<Crowd> JoinAsync(
        string address, int count, Func<int, WarningFilter?> filter, Action<int, WarningChange, long> took)
    {
        var crowd = new Crowd(took) { _waiting = count };
        for (var number = 0; number < count; number++)
        {
            if (number % PerConnection == 0) crowd._channels.Add(GrpcChannel.ForAddress(address));
            var client = new WarningService.WarningServiceClient(crowd._channels[^1]);
            var call = client.WatchWarnings(new WatchWarningsRequest { Filter = filter(number) });
            crowd._calls.Add(call);
            crowd._reading.Add(crowd.ReadAsync(number, call.ResponseStream));
        }

        await crowd._checkedIn.Task.WaitAsync(_limit);
        return crowd;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Volatile.Write(ref _isOver, true);
        foreach (var call in _calls) call.Dispose();
        await Task.WhenAll(_reading);
        foreach (var channel in _channels) channel.Dispose();
    }

    private async Task ReadAsync(int number, IAsyncStreamReader<WatchWarningsResponse> stream)
    {
        var isIn = false;
        try
        {
            while (await stream.MoveNext(CancellationToken.None))
            {
                var arrived = Stopwatch.GetTimestamp();
                if (stream.Current.Change is { } change) _took(number, change, arrived);
                else if (!isIn && (isIn = true) && Interlocked.Decrement(ref _waiting) == 0) _checkedIn.TrySetResult();
            }
        }
        catch (Exception end) when (end is RpcException or ObjectDisposedException)
        {
            if (Volatile.Read(ref _isOver)) return;
            Interlocked.CompareExchange(ref _fault, $"subscriber {number} was ended: {end.Message}", null);
            _checkedIn.TrySetException(end);
            _broken.TrySetResult();
        }
    }
}
