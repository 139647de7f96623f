using System.Net;
using StackExchange.Redis;

namespace Tocsin.Redis;

/// <summary>The driver's settings: what the option says, and over it what this store needs.</summary>
internal static class RedisConfiguration
{
    private const int ShortestRetry = 250;
    private const int LongestRetry = 5_000;

    /// <exception cref="ArgumentException">
    /// The option cannot be read. Its text, which may hold a password, is not told.
    /// </exception>
    public static ConfigurationOptions Read(RedisStoreOptions options)
    {
        var configuration = Parse(options.Configuration);
        configuration.AbortOnConnectFail = false;
        configuration.ConnectRetry = 1;
        configuration.ConnectTimeout = (int)options.ConnectTimeout.TotalMilliseconds;
        configuration.ReconnectRetryPolicy = new ExponentialRetry(ShortestRetry, LongestRetry);
        // A call that waits for a connection answers too late to be of use; whoever calls has a better plan.
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        // The driver counts reading the server's configuration among the deeds of an administrator.
        configuration.AllowAdmin = true;
        // The bell is published by scripts, which know nothing of a prefix that the driver adds.
        configuration.ChannelPrefix = default;
        return configuration;
    }

    /// <summary>Servers and prefix, for people; never the user or the password.</summary>
    public static string Describe(ConfigurationOptions configuration, RedisStoreOptions options)
    {
        var servers = configuration.EndPoints.Select(endpoint => endpoint switch
        {
            DnsEndPoint named => $"{named.Host}:{named.Port}",
            _ => endpoint.ToString(),
        });
        return $"Redis at {string.Join(", ", servers)}, key prefix {options.KeyPrefix}";
    }

    // The driver takes ":::" for a host of that name and would look for it for ever.
    private static bool IsReachable(EndPoint endpoint) =>
        endpoint is not DnsEndPoint named || Uri.CheckHostName(named.Host) != UriHostNameType.Unknown;

    private static ConfigurationOptions Parse(string text)
    {
        try
        {
            var configuration = ConfigurationOptions.Parse(text);
            if (configuration.EndPoints.Count > 0 && configuration.EndPoints.All(IsReachable)) return configuration;
        }
        catch (ArgumentException)
        {
            // The driver's message repeats the text at fault, which may be the password.
        }

        throw new ArgumentException(
            "The option Configuration is not a StackExchange.Redis configuration with a server.");
    }
}
