using System.Diagnostics;
using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Server.Telemetry;

namespace Tocsin.Server.RuleFiles;

/// <summary>
/// Brings this instance to the store's activation, whoever made it. What cannot be taken leaves the set in force
/// answering, and is told. Thread-safe.
/// </summary>
internal sealed class ActivationFollower(
    IStore store, ActiveRuleSet active, RuleGate gate, RuleExchange exchange, PublishedRuleSets published,
    ILogger<ActivationFollower> logger)
{
    private long _refused;
    private volatile string _lastError = "";

    /// <summary>Why the store's activation could not be taken; empty when it was.</summary>
    public string LastError => _lastError;

    /// <summary>Takes the store's activation where it is newer than what answers here.</summary>
    /// <returns>True when what answers here is the store's activation.</returns>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async Task<bool> FollowAsync(CancellationToken cancellation)
    {
        var latest = await store.Activations.ReadAsync(cancellation);
        if (latest is null || IsReached(latest)) return true;
        if (latest.Number == _refused) return false;
        using var turn = await exchange.TakeTurnAsync(cancellation);
        if (IsReached(latest)) return true;
        var startedAt = Stopwatch.GetTimestamp();
        var set = await LoadAsync(latest, cancellation);
        if (set is null) return false;
        exchange.Exchange(set, latest, startedAt);
        RuleExchange.Collect();
        (_lastError, _refused) = ("", 0);
        return true;
    }

    // A store that was restored from a backup stands lower than its instances: they keep what they have, and say so.
    private bool IsReached(Activation latest)
    {
        var number = active.Current?.Number ?? 0;
        if (number < latest.Number) return false;
        _lastError = number == latest.Number ? ""
            : $"The store's activation is {latest.Number}, lower than {number} here: it was restored from a backup. "
                + "Start this instance again to go on with what the store says.";
        return true;
    }

    private async Task<RuleSet?> LoadAsync(Activation latest, CancellationToken cancellation)
    {
        if (active.Current?.Set is { } current && current.Digest == latest.Digest) return current;
        try
        {
            var files = await published.ReadFilesAsync(latest.Digest, cancellation);
            if (files is null) return Refuse(latest, "the store does not keep its files", isFinal: false);
            var reading = await gate.ReadAsync(files, cancellation);
            return reading.RuleSet ?? Refuse(
                latest, $"this build finds errors in it: {string.Join("; ", reading.Problems.Take(3))}", isFinal: true);
        }
        catch (InvalidDataException exception)
        {
            return Refuse(latest, exception.Message, isFinal: false);
        }
    }

    // What a compiler refuses it refuses again; whatever else was wrong may pass.
    private RuleSet? Refuse(Activation latest, string why, bool isFinal)
    {
        var error = $"Activation {latest.Number}, digest {latest.Digest[..12]}, cannot be taken: {why}";
        if (_lastError != error) Log.ActivationNotFollowed(logger, error);
        _lastError = error;
        if (isFinal) _refused = latest.Number;
        return null;
    }
}
