using StackExchange.Redis;
using Tocsin.Core.Features;
using Tocsin.Core.Parties;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Publishing;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;

namespace Tocsin.Redis;

/// <summary>
/// Features, warnings, rule sets and the activation number on Redis 7 or later, or Valkey, single or as a cluster.
/// Thread-safe.
/// </summary>
/// <remarks>
/// What was acknowledged survives a crash where <see cref="StoreIdentity.Weaknesses"/> is empty. Redis does not take a
/// script back that stops half way: see <c>Scripts/borrower.lua</c> for how such a commit is completed.
/// </remarks>
public sealed class RedisStore : IStore
{
    private readonly RedisConnection _connection;
    private readonly RedisLayout _layout;
    private readonly RedisDurability _durability;
    private readonly RedisRecovery _recovery;
    private readonly RedisBell _bell;
    private readonly RedisWriteFeed _writes;
    private readonly SemaphoreSlim _opening = new(1);
    private readonly string _prefix;
    private string? _epoch;

    /// <summary>Prepares a store; nothing is reached before <see cref="OpenAsync"/>.</summary>
    /// <exception cref="ArgumentException">An option is out of its bounds; the message names it.</exception>
    public RedisStore(RedisStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.FindFault() is { } fault) throw new ArgumentException(fault, nameof(options));
        var configuration = RedisConfiguration.Read(options);
        _prefix = options.KeyPrefix;
        Description = RedisConfiguration.Describe(configuration, options);
        _connection = new RedisConnection(options, configuration);
        _layout = new RedisLayout(_connection, options);
        _durability = new RedisDurability(options);
        _recovery = new RedisRecovery(_connection);
        _bell = new RedisBell(_connection, _layout, _recovery, options);
        _writes = new RedisWriteFeed(_connection, options);
        Features = new RedisFeatureStore(_connection, _writes);
        Warnings = new RedisWarningStore(_connection, _bell, _recovery, _writes);
        Links = new RedisLinkStore(_connection);
        Activations = new RedisActivationStore(_connection);
        RuleSets = new RedisRuleSetStore(_connection);
        Fleet = new RedisFleetStore(_connection);
        Journal = new RedisJournalStore(_connection);
    }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public IFeatureStore Features { get; }

    /// <inheritdoc/>
    public IWarningStore Warnings { get; }

    /// <inheritdoc/>
    public ILinkStore Links { get; }

    /// <inheritdoc/>
    public IActivationStore Activations { get; }

    /// <inheritdoc/>
    public IRuleSetStore RuleSets { get; }

    /// <inheritdoc/>
    public IFleetStore Fleet { get; }

    /// <inheritdoc/>
    public IJournalStore Journal { get; }

    /// <inheritdoc/>
    public IWriteFeed Writes => _writes;

    /// <inheritdoc/>
    public async ValueTask<StoreIdentity> OpenAsync(CancellationToken cancellation)
    {
        await _opening.WaitAsync(cancellation);
        try
        {
            var multiplexer = await _connection.ConnectAsync(cancellation);
            RedisDurability.CheckVersions(multiplexer);
            var (epoch, partitions) = await _layout.ClaimAsync(cancellation);
            if (_epoch is not null && _epoch != epoch)
            {
                _connection.Refuse();
                throw new StoreRefusedException(
                    "The Redis that the option Configuration names no longer holds the store that was opened: its " +
                    $"epoch was {_epoch} and is {epoch}. Start this process again to go on with what is there now.");
            }

            var keys = new RedisKeys(_prefix, partitions);
            await _recovery.RunAsync(keys, cancellation);
            await _writes.ListenAsync(multiplexer, keys, cancellation);
            await _bell.ListenAsync(multiplexer, epoch, cancellation);
            var weaknesses = await _durability.ReadWeaknessesAsync(multiplexer, cancellation);
            _connection.Admit(keys);
            _epoch = epoch;
            return new StoreIdentity(epoch, partitions, weaknesses);
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask PingAsync(CancellationToken cancellation) =>
        await _connection.CallAsync(
            "answer a ping", database => database.PingAsync(CommandFlags.DemandMaster), cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _bell.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
