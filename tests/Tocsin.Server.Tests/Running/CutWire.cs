using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Tocsin.Server.Tests.Running;

/// <summary>A wire between a server and its store, on loopback, that can be cut and mended.</summary>
internal sealed class CutWire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;
    private readonly ConcurrentDictionary<TcpClient, byte> _ends = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _accepting;
    private volatile bool _isCut;

    /// <summary>Lays it to a port of this machine.</summary>
    public CutWire(int target)
    {
        _target = target;
        _listener.Start();
        Configuration = $"{_listener.LocalEndpoint}";
        _accepting = AcceptAsync();
    }

    /// <summary>Where the server connects.</summary>
    public string Configuration { get; }

    /// <summary>Breaks every connection, and each that is tried from now on.</summary>
    public void Cut()
    {
        _isCut = true;
        foreach (var end in _ends.Keys) end.Dispose();
    }

    /// <summary>Lets connections through again.</summary>
    public void Mend() => _isCut = false;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        Cut();
        _listener.Stop();
        await _accepting;
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptTcpClientAsync(_closing.Token);
                if (_isCut) near.Dispose();
                else _ = JoinAsync(near);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // The wire is taken down.
        }
    }

    private async Task JoinAsync(TcpClient near)
    {
        using var far = new TcpClient();
        using (near)
        {
            _ends[near] = 0;
            _ends[far] = 0;
            try
            {
                await far.ConnectAsync(IPAddress.Loopback, _target);
                await Task.WhenAny(
                    near.GetStream().CopyToAsync(far.GetStream()), far.GetStream().CopyToAsync(near.GetStream()));
            }
            catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
            {
                // One of the two ends is gone; the other goes with it.
            }

            _ends.TryRemove(near, out _);
            _ends.TryRemove(far, out _);
        }
    }
}
