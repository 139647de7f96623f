using StackExchange.Redis;
using Tocsin.Core.Storage;

namespace Tocsin.Redis;

/// <summary>Tells in our words why Redis did not do something; the driver's words stay inside.</summary>
internal static class RedisFailure
{
    /// <summary>True for what the driver throws when Redis is away, slow or unwilling.</summary>
    public static bool Explains(Exception fault) =>
        fault is RedisException or RedisCommandException or TimeoutException or ObjectDisposedException;

    /// <summary>True when a connection was lost, or never made, for want of the right user or password.</summary>
    public static bool IsAuthentication(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
        {
            if (fault is RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure })
                return true;
        }

        return false;
    }

    /// <summary>
    /// True when a node of a cluster says that a key is at another, as it is told of a command that is not sent on.
    /// </summary>
    public static bool IsElsewhere(RedisException fault) => fault
        is RedisServerException { Kind: RedisErrorKind.Moved or RedisErrorKind.Ask }
        or RedisConnectionException { FailureType: ConnectionFailureType.UnableToConnect };

    public static StoreUnavailableException Unavailable(string what, Exception fault) =>
        new($"Redis could not {what}: {Reason(fault)}.", fault);

    private static string Reason(Exception fault) => fault switch
    {
        RedisServerException refused => Reason(refused.Kind),
        TimeoutException => "there was no answer in time",
        ObjectDisposedException => "the store is closed",
        _ => "there is no connection",
    };

    private static string Reason(RedisErrorKind kind) => kind switch
    {
        RedisErrorKind.Loading => "it is still loading its data",
        RedisErrorKind.OutOfMemory => "its memory is full",
        RedisErrorKind.ReadOnly => "the server is a replica",
        RedisErrorKind.Misconfigured => "it cannot write to its disk",
        RedisErrorKind.NoReplicas => "it has too few replicas",
        RedisErrorKind.Busy => "it is busy with a script",
        RedisErrorKind.ClusterDown or RedisErrorKind.MasterDown => "the cluster is down",
        RedisErrorKind.NoAuth or RedisErrorKind.WrongPass => "it does not accept the user or the password",
        RedisErrorKind.NoPermission or RedisErrorKind.NotPermitted => "the user may not run a command it takes",
        RedisErrorKind.WrongType => "a key of the store holds something else",
        _ => "it refused a command",
    };
}
