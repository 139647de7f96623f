using System.Diagnostics;

namespace Tocsin.Load.Servers;

/// <summary>
/// Waits until servers do nothing any more, such as reviews of what was put last, so that one that was loaded takes
/// nothing from the one that is loaded next.
/// </summary>
internal static class QuietServers
{
    // More than what a server without calls takes for its clocks, by far less than any work.
    private const double BusyShare = 0.05;

    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    /// <summary>Waits, at most a minute.</summary>
    /// <returns>How long it took: no time where they were quiet already.</returns>
    public static async Task<TimeSpan> WaitAsync(IReadOnlyList<MeasuredServer> servers, Action<string> tell)
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) is var waited && waited < _patience)
        {
            var looked = Stopwatch.GetTimestamp();
            var before = await ReadAsync(servers);
            await Task.Delay(_look);
            var after = await ReadAsync(servers);
            var bound = BusyShare * Stopwatch.GetElapsedTime(looked);
            if (before.Zip(after).All(both => both.Second.Since(both.First).Processor < bound)) return waited;
        }

        tell($"a server is still busy after {_patience.TotalSeconds:f0} s without calls");
        return _patience;
    }

    private static Task<ServerUsage[]> ReadAsync(IReadOnlyList<MeasuredServer> servers) =>
        Task.WhenAll(servers.Select(server => ServerUsage.ReadAsync(server.Socket)));
}
