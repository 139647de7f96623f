using Tocsin.Core.Features;
using Tocsin.Core.Parties;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Publishing;
using Tocsin.Core.Warnings;

namespace Tocsin.Core.Storage;

/// <summary>
/// One place that keeps features, warnings, rule sets, the activation number and what journals keep outside their
/// files: SQLite in the process, or Redis.
/// </summary>
public interface IStore : IAsyncDisposable
{
    /// <summary>What and where it is, for people: never holds a password.</summary>
    string Description { get; }

    /// <summary>Features and review marks.</summary>
    IFeatureStore Features { get; }

    /// <summary>Warning states and the log of their changes.</summary>
    IWarningStore Warnings { get; }

    /// <summary>Who is linked to a party.</summary>
    ILinkStore Links { get; }

    /// <summary>The activation number.</summary>
    IActivationStore Activations { get; }

    /// <summary>The files of published rule sets.</summary>
    IRuleSetStore RuleSets { get; }

    /// <summary>The instances on this store.</summary>
    IFleetStore Fleet { get; }

    /// <summary>The keys and anchors of decision journals.</summary>
    IJournalStore Journal { get; }

    /// <summary>What was written of borrowers, by whomever.</summary>
    IWriteFeed Writes { get; }

    /// <summary>
    /// Opens the store, or finds it open: checks its layout, fixes epoch and partitions at its first start, and
    /// re-applies a log entry whose state lags behind it. May be called again after a failure.
    /// </summary>
    /// <exception cref="StoreUnavailableException">It cannot be reached now; try again.</exception>
    /// <exception cref="StoreRefusedException">
    /// It can be reached but must not be used so: a person has to act.
    /// </exception>
    ValueTask<StoreIdentity> OpenAsync(CancellationToken cancellation);

    /// <summary>Asks the store for a sign of life.</summary>
    /// <exception cref="StoreUnavailableException">There is none.</exception>
    ValueTask PingAsync(CancellationToken cancellation);
}

/// <summary>What an opened store is.</summary>
/// <param name="Epoch">
/// Thirty-two hexadecimal characters drawn at the store's first start; another epoch means another history.
/// </param>
/// <param name="Partitions">How many partitions it has, fixed at its first start; 1 to 256.</param>
/// <param name="Weaknesses">
/// What the store, as it is set up, does not promise, one sentence each; empty when acknowledged writes survive a
/// crash.
/// </param>
public sealed record StoreIdentity(string Epoch, int Partitions, IReadOnlyList<string> Weaknesses);
