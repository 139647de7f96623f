using StackExchange.Redis;
using Tocsin.Core.Storage;

namespace Tocsin.Redis;

/// <summary>The one connection of a store: it bounds every call in time and tells every failure in our words.</summary>
internal sealed class RedisConnection(RedisStoreOptions options, ConfigurationOptions configuration) : IAsyncDisposable
{
    private const int MaximumAsked = 10;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    private volatile ConnectionMultiplexer? _multiplexer;
    private volatile RedisKeys? _keys;

    /// <summary>The keys, once the store is open.</summary>
    /// <exception cref="StoreUnavailableException">It is not.</exception>
    public RedisKeys Keys => _keys ?? throw new StoreUnavailableException("The Redis store is not open.");

    public bool IsConnected => _multiplexer is { IsConnected: true };

    /// <summary>Connects, or finds the connection made. A connection once made comes back by itself.</summary>
    public async Task<ConnectionMultiplexer> ConnectAsync(CancellationToken cancellation)
    {
        if (_multiplexer is { } made)
            return made.IsConnected ? made : throw new StoreUnavailableException("There is no connection to Redis.");

        // The driver keeps on trying in the background; a first connection that fails is dropped instead, so that the
        // next attempt starts at once and not when the driver's patience says so.
        try
        {
            var multiplexer = await ConnectionMultiplexer.ConnectAsync(configuration);
            cancellation.ThrowIfCancellationRequested();
            if (multiplexer.IsConnected) return _multiplexer = multiplexer;
            await using (multiplexer) await AskWhyAsync(multiplexer, cancellation);
        }
        catch (RedisConnectionException fault) when (RedisFailure.IsAuthentication(fault))
        {
            throw new StoreRefusedException(
                "Redis does not accept the user or the password in the option Configuration.", fault);
        }
        catch (Exception fault) when (RedisFailure.Explains(fault))
        {
            throw RedisFailure.Unavailable("be reached", fault);
        }

        throw new StoreUnavailableException("Redis could not be reached.");
    }

    /// <summary>Lets the stores begin.</summary>
    public void Admit(RedisKeys keys) => _keys = keys;

    /// <summary>Stops the stores: what is behind the connection is not what was opened.</summary>
    public void Refuse() => _keys = null;

    /// <summary>Makes a call within the time limit.</summary>
    /// <param name="what">What it is to do, to follow "Redis could not".</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellation">Ends the wait; what was sent may still happen.</param>
    public async Task<T> CallAsync<T>(string what, Func<IDatabase, Task<T>> call, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var multiplexer = _multiplexer ?? throw new StoreUnavailableException("The Redis store is not open.");
        try
        {
            return await call(multiplexer.GetDatabase()).WaitAsync(options.CallTimeout, cancellation);
        }
        catch (Exception fault) when (RedisFailure.Explains(fault))
        {
            throw RedisFailure.Unavailable(what, fault);
        }
    }

    /// <summary>Reads a hash within the time limit, where it lies in the answer.</summary>
    /// <param name="what">What it is to do, to follow "Redis could not".</param>
    /// <param name="key">The hash; one that is not there is read as one without fields.</param>
    /// <param name="read">Reads the fields, which end with it; called also when nobody waits any more.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<T> ReadHashAsync<T>(
        string what, RedisKey key, Func<RedisHash, T> read, CancellationToken cancellation) => CallAsync(
        what, database => ReadHashAsync(database, key, read), cancellation);

    /// <summary>Runs a script within the time limit.</summary>
    public Task<string[]> RunAsync(
        string what, RedisScript script, RedisKey[] keys, RedisValue[] arguments, CancellationToken cancellation) =>
        CallAsync(what, database => EvaluateAsync(database, script, keys, arguments), cancellation);

    public async ValueTask DisposeAsync()
    {
        _keys = null;
        if (_multiplexer is { } multiplexer) await multiplexer.DisposeAsync();
    }

    // Only a call tells why there is no connection, and between two attempts of the driver not even that: a wrong
    // password would then pass for a server that is away. So where there is no reason it is asked again.
    private async Task AskWhyAsync(ConnectionMultiplexer multiplexer, CancellationToken cancellation)
    {
        using var pause = new PeriodicTimer(_pause);
        for (var asked = 1; ; asked++)
        {
            try
            {
                await multiplexer.GetDatabase().PingAsync().WaitAsync(options.CallTimeout, cancellation);
                return;
            }
            catch (RedisConnectionException fault) when (asked < MaximumAsked && HasNoReason(fault))
            {
                await pause.WaitForNextTickAsync(cancellation);
            }
        }
    }

    private static bool HasNoReason(RedisConnectionException fault) =>
        fault.InnerException is null && !RedisFailure.IsAuthentication(fault);

    private static async Task<T> ReadHashAsync<T>(IDatabase database, RedisKey key, Func<RedisHash, T> read)
    {
        RedisKeyOrValue[] arguments = [key];
        try
        {
            // What is to be left undecoded the driver cannot send on to where a cluster says that the key is now: it
            // would give up its connection there instead.
            const CommandFlags flags = CommandFlags.DemandMaster | CommandFlags.NoRedirect;
            using var answer = await database.ExecuteRespAsync("HGETALL", arguments, flags);
            return read(new RedisHash(answer));
        }
        catch (RedisException fault) when (RedisFailure.IsElsewhere(fault))
        {
            return read(new RedisHash(await database.HashGetAllAsync(key, CommandFlags.DemandMaster)));
        }
    }

    private static async Task<string[]> EvaluateAsync(
        IDatabase database, RedisScript script, RedisKey[] keys, RedisValue[] arguments)
    {
        RedisResult answer;
        try
        {
            answer = await database.ScriptEvaluateAsync(script.Hash, keys, arguments, CommandFlags.DemandMaster);
        }
        catch (RedisServerException fault) when (fault.Kind == RedisErrorKind.NoScript)
        {
            // A server that does not know the script ran nothing; sending its text runs it and makes it known.
            const CommandFlags flags = CommandFlags.DemandMaster | CommandFlags.NoScriptCache;
            answer = await database.ScriptEvaluateAsync(script.Text, keys, arguments, flags);
        }

        return Array.ConvertAll((RedisValue[]?)answer ?? [], text => text.ToString());
    }
}
