using System.Globalization;
using StackExchange.Redis;
using Tocsin.Core.Storage;

namespace Tocsin.Redis;

/// <summary>Asks the servers what they are and what they promise.</summary>
internal sealed class RedisDurability(RedisStoreOptions options)
{
    private const int OldestMajor = 7;

    /// <summary>Refuses servers that are too old for the scripts.</summary>
    /// <exception cref="StoreRefusedException">One is.</exception>
    /// <exception cref="StoreUnavailableException">No server that takes writes is connected.</exception>
    public static void CheckVersions(IConnectionMultiplexer multiplexer)
    {
        foreach (var server in Primaries(multiplexer))
        {
            if (server.Version.Major >= OldestMajor) continue;
            throw new StoreRefusedException(
                $"The server that the option Configuration names is version {server.Version}; Redis {OldestMajor} or " +
                "later, or Valkey, is needed.");
        }
    }

    /// <summary>What the servers do not promise, one sentence each.</summary>
    public async Task<IReadOnlyList<string>> ReadWeaknessesAsync(
        IConnectionMultiplexer multiplexer, CancellationToken cancellation)
    {
        var weaknesses = new List<string>();
        foreach (var server in Primaries(multiplexer))
        {
            weaknesses.AddRange(await ReadSettingsAsync(server, cancellation));
            weaknesses.AddRange(await ReadReplicationAsync(server, cancellation));
        }

        return [.. weaknesses.Distinct()];
    }

    private static List<IServer> Primaries(IConnectionMultiplexer multiplexer)
    {
        var primaries = multiplexer.GetServers().Where(server => server is { IsConnected: true, IsReplica: false });
        var found = primaries.ToList();
        if (found.Count > 0) return found;
        throw new StoreUnavailableException("No Redis server that takes writes answers.");
    }

    private async Task<IEnumerable<string>> ReadSettingsAsync(IServer server, CancellationToken cancellation)
    {
        try
        {
            var settings = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var pattern in (string[])["*append*", "maxmemory-policy"])
            {
                var answer = await server.ExecuteAsync("CONFIG", "GET", pattern)
                    .WaitAsync(options.CallTimeout, cancellation);
                foreach (var (name, value) in answer.ToDictionary()) settings[name] = value.ToString();
            }

            return Judge(settings);
        }
        catch (RedisServerException)
        {
            // A hosted Redis often hides CONFIG or gives no right to it; it may be durable or not.
            return ["Redis does not show its configuration (CONFIG GET): whether acknowledged writes survive a crash " +
                "cannot be told."];
        }
        catch (Exception fault) when (RedisFailure.Explains(fault))
        {
            throw RedisFailure.Unavailable("tell its configuration", fault);
        }
    }

    private static IEnumerable<string> Judge(Dictionary<string, string> settings)
    {
        if (settings.GetValueOrDefault("appendonly") != "yes")
        {
            yield return "Redis keeps no append-only file (appendonly no): acknowledged writes are lost when it stops.";
        }
        else if (settings.GetValueOrDefault("appendfsync") is var fsync and not "always")
        {
            yield return $"Redis answers before its append-only file is on disk (appendfsync {fsync}): the latest " +
                "acknowledged writes are lost when it or its machine dies.";
        }
        else if (settings.GetValueOrDefault("no-appendfsync-on-rewrite") == "yes")
        {
            yield return "Redis answers before its append-only file is on disk while it rewrites that file " +
                "(no-appendfsync-on-rewrite yes): acknowledged writes can be lost then.";
        }

        // The volatile policies only touch keys that expire, and no key of the store does.
        var policy = settings.GetValueOrDefault("maxmemory-policy", "");
        if (policy.StartsWith("allkeys", StringComparison.Ordinal))
        {
            yield return $"Redis may drop borrowers when its memory is full (maxmemory-policy {policy}): set " +
                "noeviction.";
        }
    }

    private async Task<IEnumerable<string>> ReadReplicationAsync(IServer server, CancellationToken cancellation)
    {
        try
        {
            var sections = await server.InfoAsync("replication").WaitAsync(options.CallTimeout, cancellation);
            var lines = sections.SelectMany(section => section);
            var replicas = lines.FirstOrDefault(line => line.Key == "connected_slaves").Value;
            return int.TryParse(replicas, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
                ? ["Redis has replicas, which follow it after it has answered: the latest acknowledged writes are " +
                    "lost when one of them takes over."]
                : [];
        }
        catch (RedisServerException)
        {
            return ["Redis does not show its replication (INFO): whether acknowledged writes survive a failover " +
                "cannot be told."];
        }
        catch (Exception fault) when (RedisFailure.Explains(fault))
        {
            throw RedisFailure.Unavailable("tell its replication", fault);
        }
    }
}
