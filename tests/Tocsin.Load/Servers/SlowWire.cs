using System.Buffers;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Tocsin.Load.Servers;

/// <summary>A wire between a server and its store, on loopback, on which everything takes a time, each way.</summary>
internal sealed class SlowWire : IAsyncDisposable
{
    private const int BufferBytes = 64 * 1024;

    // What is under way in one direction, in pieces; whoever sends more waits, as on any wire.
    private const int MostPieces = 1_024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly List<Task> _joined = [];
    private readonly int _target;
    private readonly Task _accepting;
    private long _delay;

    /// <summary>Lays it to a port of this machine; it takes no time at first.</summary>
    public SlowWire(int target)
    {
        _target = target;
        _listener.Start();
        Configuration = $"{_listener.LocalEndpoint}";
        _accepting = AcceptAsync();
    }

    /// <summary>Where the server connects.</summary>
    public string Configuration { get; }

    /// <summary>How long everything that is sent from now on takes, each way.</summary>
    public TimeSpan Delay
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref _delay));
        set => Volatile.Write(ref _delay, value.Ticks);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_joined);
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _joined.Add(JoinAsync(await _listener.AcceptTcpClientAsync(_closing.Token)));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException)
        {
            // The wire is taken down.
        }
    }

    private async Task JoinAsync(TcpClient near)
    {
        using var far = new TcpClient { NoDelay = true };
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        using (near)
        {
            near.NoDelay = true;
            try
            {
                await far.ConnectAsync(IPAddress.Loopback, _target, over.Token);
                await await Task.WhenAny(
                    CarryAsync(near.GetStream(), far.GetStream(), over.Token),
                    CarryAsync(far.GetStream(), near.GetStream(), over.Token));
            }
            catch (Exception end) when (end is IOException or SocketException or OperationCanceledException)
            {
                // One of the two ends is gone; the other goes with it.
            }

            await over.CancelAsync();
        }
    }

    private async Task CarryAsync(NetworkStream from, NetworkStream to, CancellationToken over)
    {
        var way = Channel.CreateBounded<Piece>(MostPieces);
        await Task.WhenAny(TakeAsync(from, way.Writer, over), BringAsync(way.Reader, to, over)).Unwrap();
    }

    private async Task TakeAsync(NetworkStream from, ChannelWriter<Piece> way, CancellationToken over)
    {
        while (true)
        {
            var bytes = ArrayPool<byte>.Shared.Rent(BufferBytes);
            var length = await from.ReadAsync(bytes, over);
            if (length == 0) return;
            await way.WriteAsync(new Piece(bytes, length, Stopwatch.GetTimestamp(), Delay), over);
        }
    }

    private static async Task BringAsync(ChannelReader<Piece> way, NetworkStream to, CancellationToken over)
    {
        await foreach (var piece in way.ReadAllAsync(over))
        {
            var left = piece.Delay - Stopwatch.GetElapsedTime(piece.Taken);
            if (left > TimeSpan.Zero) await Task.Delay(left, over);
            await to.WriteAsync(piece.Bytes.AsMemory(0, piece.Length), over);
            ArrayPool<byte>.Shared.Return(piece.Bytes);
        }
    }

    /// <summary>Bytes under way.</summary>
    private readonly record struct Piece(byte[] Bytes, int Length, long Taken, TimeSpan Delay);
}
