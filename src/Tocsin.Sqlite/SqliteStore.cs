using Tocsin.Core.Features;
using Tocsin.Core.Parties;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Publishing;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;

namespace Tocsin.Sqlite;

/// <summary>
/// Features, warnings, rule sets and the activation number in one SQLite database in this process: durable, with
/// nothing to install. Thread-safe. Until it is opened, and after it is closed, every call says that the store is
/// unavailable.
/// </summary>
public sealed class SqliteStore : IStore
{
    private readonly SqliteStoreOptions _options;
    private readonly SqliteWarningStore _warnings;
    private readonly SqliteWriteFeed _writes = new();
    private readonly SemaphoreSlim _opening = new(1);
    private volatile SqliteSession? _session;
    private bool _disposed;

    /// <summary>Makes a store; nothing is touched before <see cref="OpenAsync"/>.</summary>
    /// <param name="options">Copied; later changes have no effect.</param>
    /// <exception cref="ArgumentException">An option is out of its bounds; the message names it.</exception>
    public SqliteStore(SqliteStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Checked();
        _warnings = new SqliteWarningStore(() => Session, _options);
        Features = new SqliteFeatureStore(() => Session);
        Links = new SqliteLinkStore(() => Session);
        Activations = new SqliteActivationStore(() => Session);
        RuleSets = new SqliteRuleSetStore(() => Session);
        Fleet = new SqliteFleetStore(() => Session);
        Journal = new SqliteJournalStore(() => Session);
    }

    /// <inheritdoc/>
    public string Description => $"SQLite in '{_options.Folder}', synchronous {_options.Synchronous}";

    /// <inheritdoc/>
    public IFeatureStore Features { get; }

    /// <inheritdoc/>
    public IWarningStore Warnings => _warnings;

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

    /// <summary>The open folder, for the stores and their tests.</summary>
    /// <exception cref="StoreUnavailableException">The store is not open.</exception>
    internal SqliteSession Session => _session
        ?? throw new StoreUnavailableException($"The store in the folder '{_options.Folder}' is not open.");

    /// <inheritdoc/>
    public async ValueTask<StoreIdentity> OpenAsync(CancellationToken cancellation)
    {
        await _opening.WaitAsync(cancellation);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return (_session ??= SqliteSession.Open(_options, _warnings.Ring, _writes.Tell)).Identity;
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask PingAsync(CancellationToken cancellation)
    {
        var session = Session;
        await session.Readers.ReadAsync(link => link[SqliteStatements.Ping].Number(), cancellation);
        // A disk that is full can still be read. Once a write has failed, only one that succeeds is a sign of life.
        if (session.Writer.Fault is null) return;
        await session.Writer.WriteAsync(
            (link, _) => link[SqliteStatements.TouchMeta].Execute(SqliteSchema.Reviewed), size: 1, cancellation);
    }

    /// <summary>Finishes what is queued, closes the database and frees the folder. May be called again.</summary>
    public async ValueTask DisposeAsync()
    {
        await _opening.WaitAsync();
        try
        {
            _disposed = true;
            if (_session is { } session) await session.DisposeAsync();
            _session = null;
        }
        finally
        {
            _opening.Release();
        }
    }
}
