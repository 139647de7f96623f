using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Tocsin.Load.Servers;

/// <summary>What a process has taken since it started. Immutable.</summary>
/// <param name="Allocated">Bytes allocated on the managed heap.</param>
/// <param name="Paused">How long collections of garbage stopped it.</param>
/// <param name="Processor">Processor time.</param>
/// <param name="Collections">How many collections there were.</param>
/// <param name="Resident">Bytes of memory it holds now.</param>
internal sealed record ServerUsage(
    long Allocated, TimeSpan Paused, TimeSpan Processor, long Collections, long Resident)
{
    /// <summary>What was taken since an earlier reading; the memory is that of now.</summary>
    public ServerUsage Since(ServerUsage earlier) => new(
        Allocated - earlier.Allocated, Paused - earlier.Paused, Processor - earlier.Processor,
        Collections - earlier.Collections, Resident);

    /// <summary>What was taken in several times together; the memory is the most of them.</summary>
    public static ServerUsage Sum(IEnumerable<ServerUsage> times) => times.Aggregate((sum, one) => new(
        sum.Allocated + one.Allocated, sum.Paused + one.Paused, sum.Processor + one.Processor,
        sum.Collections + one.Collections, Math.Max(sum.Resident, one.Resident)));

    /// <summary>Reads it from the socket of a process's <see cref="StartupHook"/>.</summary>
    public static async Task<ServerUsage> ReadAsync(string path)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        var buffer = new byte[256];
        var length = 0;
        while (await socket.ReceiveAsync(buffer.AsMemory(length)) is > 0 and var received) length += received;
        var parts = Encoding.ASCII.GetString(buffer, 0, length).Split(' ')
            .Select(part => long.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return new ServerUsage(parts[0], new TimeSpan(parts[1]), new TimeSpan(parts[2]), parts[3], parts[4]);
    }
}
