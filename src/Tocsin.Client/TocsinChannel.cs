using Grpc.Net.Client;

namespace Tocsin.Client;

/// <summary>Opens channels to a Tocsin server with settings that suit its calls and its long-lived streams.</summary>
/// <remarks>A channel is thread-safe, meant to be shared and kept, and connects when the first call needs it.</remarks>
public static class TocsinChannel
{
    /// <summary>The largest message that is received, in bytes: a full page of warnings with evidence fits.</summary>
    public const int MaximumReceivedBytes = 16 * 1024 * 1024;

    /// <summary>Opens a channel; the caller disposes of it.</summary>
    /// <param name="address">The server, such as <c>http://127.0.0.1:5050</c>.</param>
    /// <param name="configure">Changes the settings before the channel is made, such as to add credentials.</param>
    /// <exception cref="ArgumentException">The address is not an absolute http or https address.</exception>
    public static GrpcChannel Create(Uri address, Action<GrpcChannelOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https"))
            throw new ArgumentException($"'{address}' is not an http or https address.", nameof(address));
        var options = new GrpcChannelOptions
        {
            HttpHandler = CreateHandler(),
            DisposeHttpClient = true,
            MaxReceiveMessageSize = MaximumReceivedBytes,
        };
        configure?.Invoke(options);
        return GrpcChannel.ForAddress(address, options);
    }

    private static SocketsHttpHandler CreateHandler() => new()
    {
        // Subscriptions and bulk loads each hold a stream for long; one connection's stream limit must not stop them.
        EnableMultipleHttp2Connections = true,
        // A quiet subscription sends nothing for long, so only a ping tells a dead connection from a quiet one.
        KeepAlivePingDelay = TimeSpan.FromSeconds(30),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5),
    };
}
