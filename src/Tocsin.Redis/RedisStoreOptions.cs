using Tocsin.Core.Storage;

namespace Tocsin.Redis;

/// <summary>How a <see cref="RedisStore"/> reaches its Redis and what it may ask of it.</summary>
public sealed record RedisStoreOptions
{
    /// <summary>
    /// Servers and settings as StackExchange.Redis reads them, such as <c>redis-1:6379,redis-2:6379,ssl=true</c>. It
    /// may hold a password and is therefore never shown. Default <c>localhost:6379</c>.
    /// </summary>
    /// <remarks>A time limit, retry or queue set in it gives way to what this store needs.</remarks>
    public string Configuration { get; init; } = "localhost:6379";

    /// <summary>
    /// What every key and the bell's channel begin with: 1 to 32 characters of <c>A-Z a-z 0-9 . _ -</c>. Stores with
    /// different prefixes share a Redis without meeting. Default <c>tocsin</c>.
    /// </summary>
    public string KeyPrefix { get; init; } = "tocsin";

    /// <summary>
    /// How many partitions the store has, 1 to <see cref="StoreLimits.MaximumPartitions"/>; another number than the one
    /// of its first start is refused. Null, the default, takes what the store has, and
    /// <see cref="StoreLimits.DefaultPartitions"/> at its first start.
    /// </summary>
    public int? Partitions { get; init; }

    /// <summary>
    /// How long one call may take before the store counts as unavailable; what was sent may still happen then. More
    /// than zero. Default 1 second.
    /// </summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long making a connection may take, 1 millisecond to 1 minute. Default 2 seconds.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Says what is wrong with the options, naming the one at fault; null when nothing is.</summary>
    internal string? FindFault()
    {
        if (string.IsNullOrWhiteSpace(Configuration)) return "The option Configuration is empty: name a server.";
        if (KeyPrefix.Length is 0 or > 32 || !KeyPrefix.All(IsAllowed))
            return "The option KeyPrefix is 1 to 32 characters of A-Z a-z 0-9 . _ -.";
        if (Partitions is < 1 or > StoreLimits.MaximumPartitions)
            return $"The option Partitions is {Partitions}; it is 1 to {StoreLimits.MaximumPartitions}.";
        if (CallTimeout <= TimeSpan.Zero) return "The option CallTimeout is more than zero.";
        return ConnectTimeout < TimeSpan.FromMilliseconds(1) || ConnectTimeout > TimeSpan.FromMinutes(1)
            ? "The option ConnectTimeout is 1 millisecond to 1 minute." : null;
    }

    private static bool IsAllowed(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-';
}
