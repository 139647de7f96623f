using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Publishing;
using Tocsin.Core.Storage;
using Tocsin.Server.Endpoints;
using Tocsin.Server.RuleFiles;
using Tocsin.Server.Settings;

namespace Tocsin.Server.Shadows;

/// <summary>
/// Puts candidates beside the live set for all instances of the store, and takes them away. Thread-safe.
/// </summary>
/// <remarks>
/// The store's plan is read and then written: of two that start a shadow at the same moment the later one's runs,
/// though neither wanted to replace the other, and whoever stops one may stop another that was started meanwhile. No
/// answer and nothing that is stored depends on it, and each sees in the status whose shadow runs.
/// </remarks>
internal sealed class ShadowPlans(
    IStore store, ActiveRuleSet active, PublishedRuleSets published, ArchivedRuleSets archived,
    ShadowSettings settings, TimeProvider time)
{
    private static readonly TimeSpan _shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _usual = TimeSpan.FromDays(1);

    /// <summary>The plan that holds now; null when there is none, its time is over or its candidate is live.</summary>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async Task<ShadowPlan?> ReadAsync(CancellationToken cancellation)
    {
        var plan = await store.RuleSets.ReadShadowAsync(cancellation);
        if (plan is null || plan.Until <= time.GetUtcNow()) return null;
        return await WasLiveSinceAsync(plan, cancellation) ? null : plan;
    }

    /// <summary>
    /// True when a plan's candidate is live, or was since it was started: whoever goes back to the set before wants no
    /// shadow any more.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async Task<bool> WasLiveSinceAsync(ShadowPlan plan, CancellationToken cancellation)
    {
        if (active.Current?.Set.Digest == plan.Digest) return true;
        var history = await store.Activations.ListAsync(long.MaxValue, StoreLimits.MaximumPage, cancellation);
        return history.TakeWhile((one, index) => index == 0 || one.At >= plan.StartedAt)
            .Any(one => one.Digest == plan.Digest);
    }

    /// <summary>Starts a shadow.</summary>
    /// <param name="digest">The candidate's digest, or the beginning of it.</param>
    /// <param name="share">The share of decisions; 0 for all that is allowed.</param>
    /// <param name="duration">How long; null for a day.</param>
    /// <param name="replaces">True to take the place of one that runs.</param>
    /// <param name="reason">Why; may be empty.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="FailureException">It cannot be started, or another one runs.</exception>
    /// <exception cref="StoreUnavailableException">The store is away; whether it was started is unknown.</exception>
    public async Task<ShadowPlan> StartAsync(
        string digest, double share, TimeSpan? duration, bool replaces, string reason, Caller caller,
        CancellationToken cancellation)
    {
        var allowedShare = AllowedShare(share);
        var allowedDuration = AllowedDuration(duration);
        var publication = await published.FindAsync(digest, "digest", cancellation);
        if (!replaces && await ReadAsync(cancellation) is { } running) throw Running(running);
        var latest = await store.Activations.ReadAsync(cancellation);
        if (publication.Digest == latest?.Digest || publication.Digest == active.Current?.Set.Digest)
        {
            throw new FailureException(FailureReason.RuleSetActive,
                "This rule set is the live one: there is nothing to hold it against.", "digest");
        }

        // Compiled here once, so that whoever starts it is told what is wrong with it.
        if (await archived.FindAsync(publication.Digest, cancellation) is null)
        {
            throw new FailureException(FailureReason.RuleSetRejected,
                "This build finds errors in the rule set; tocsin rules check says which.", "digest");
        }

        var now = RequestFields.Now(time);
        var plan = new ShadowPlan(
            Guid.NewGuid().ToString("N"), publication.Digest, allowedShare, now, now + allowedDuration, caller.Name,
            reason);
        await store.RuleSets.WriteShadowAsync(plan, cancellation);
        return plan;
    }

    /// <summary>Ends the shadow, and answers the one that ran; null when none did.</summary>
    /// <exception cref="StoreUnavailableException">The store is away; whether it was ended is unknown.</exception>
    public async Task<ShadowPlan?> StopAsync(CancellationToken cancellation)
    {
        var plan = await ReadAsync(cancellation);
        await store.RuleSets.WriteShadowAsync(null, cancellation);
        return plan;
    }

    private double AllowedShare(double share)
    {
        var most = settings.MaximumShare;
        if (most > 0 && share >= 0 && share <= most) return share > 0 ? share : most;
        throw new FailureException(FailureReason.RequestInvalid,
            most > 0 ? $"share is above 0 to {most} (Shadow:MaximumShare); 0 means {most}."
                : "Shadow:MaximumShare is 0: this server lets no candidate run in the shadow.", "share");
    }

    private TimeSpan AllowedDuration(TimeSpan? duration)
    {
        var longest = TimeSpan.FromHours(settings.MaximumHours);
        var asked = duration ?? (_usual < longest ? _usual : longest);
        return asked >= _shortest && asked <= longest ? asked : throw new FailureException(
            FailureReason.RequestInvalid,
            $"duration is a minute to {settings.MaximumHours} hours (Shadow:MaximumHours).", "duration");
    }

    private static FailureException Running(ShadowPlan plan) => new(new Failure(
        FailureReason.ShadowRunning,
        $"A shadow runs until {plan.Until:yyyy-MM-dd HH:mm:ss} UTC, digest {plan.Digest[..12]}, by {plan.By}: stop it, "
            + "or say that yours takes its place.",
        "replace")
    {
        Metadata = new Dictionary<string, string> { ["digest"] = plan.Digest, ["by"] = plan.By },
    });
}
