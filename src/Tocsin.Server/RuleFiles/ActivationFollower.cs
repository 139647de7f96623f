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
    TimeProvider time, ILogger<ActivationFollower> logger)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);

    private long _refused;
    private DateTimeOffset _retryAt;
    private volatile string _lastError = "";

    /// <summary>Why the store's activation could not be taken; empty when it was.</summary>
    public string LastError => _lastError;

    /// <summary>Takes the store's activation where it is newer than what answers here.</summary>
    /// <returns>True when what answers here is the store's activation.</returns>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async Task<bool> FollowAsync(CancellationToken cancellation)
    {
        if (IsAnswering(await store.Activations.ReadAsync(cancellation))) return true;
        using var turn = await exchange.TakeTurnAsync(cancellation);
        // Asked again: somebody may have activated on this instance meanwhile.
        var answering = active.Current;
        var latest = await store.Activations.ReadAsync(cancellation);
        if (IsReached(answering, latest) is { } reached) return reached;
        var startedAt = Stopwatch.GetTimestamp();
        var set = await LoadAsync(latest!, cancellation);
        if (set is null) return false;
        exchange.Exchange(set, latest!, startedAt);
        RuleExchange.Collect();
        (_lastError, _refused) = ("", 0);
        return true;
    }

    // What nearly every look finds; anything else is looked at in turn, when nobody activates here meanwhile.
    private bool IsAnswering(Activation? latest)
    {
        var (current, number) = (active.Current, latest?.Number ?? 0);
        if ((current?.Number ?? 0) != number || (number > 0 && current!.Set.Digest != latest!.Digest)) return false;
        _lastError = "";
        return true;
    }

    // Null when it is to be taken. A store that was put back stands lower than its instances, or elsewhere under the
    // same number: they keep what they have, and say so.
    private bool? IsReached(ActivatedRuleSet? answering, Activation? latest)
    {
        if (RuleExchange.Conflict(answering, latest) is { Length: > 0 } conflict)
        {
            if (_lastError != conflict) Log.ActivationNotFollowed(logger, conflict);
            _lastError = conflict;
            return false;
        }

        if (latest is null || answering?.Number >= latest.Number)
        {
            _lastError = "";
            return true;
        }

        return latest.Number == _refused || time.GetUtcNow() < _retryAt ? false : null;
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
        else _retryAt = time.GetUtcNow() + _pause;
        return null;
    }
}
