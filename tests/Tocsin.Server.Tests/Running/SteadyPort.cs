using System.Net;
using System.Net.Sockets;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// A port that a server keeps from one start to the next, so that clients find it again by themselves.
/// </summary>
internal static class SteadyPort
{
    // Below the range that systems give to outgoing connections: who keeps trying a port of that range while nobody
    // listens on it may in the end be connected to itself, and the port is taken.
    private const int First = 15_000;
    private const int End = 30_000;
    private const int MaximumTries = 100;

    /// <summary>Finds one on which nothing listens.</summary>
    public static int Find()
    {
        for (var tries = 1; ; tries++)
        {
            var port = Random.Shared.Next(First, End);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException) when (tries < MaximumTries)
            {
                // Somebody has it.
            }
        }
    }
}
