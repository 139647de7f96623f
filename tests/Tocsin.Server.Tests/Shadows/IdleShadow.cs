using Microsoft.Extensions.Logging.Abstractions;
using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Server.RuleFiles;
using Tocsin.Server.Settings;
using Tocsin.Server.Shadows;
using Tocsin.Server.Telemetry;

namespace Tocsin.Server.Tests.Shadows;

/// <summary>Shadow workers that follow their store only when they are told to.</summary>
internal static class IdleShadow
{
    /// <summary>Makes one.</summary>
    public static ShadowWorker Of(
        IStore store, StoreKeeper keeper, ActiveRuleSet active, string folder, ServerMetrics metrics,
        TimeProvider time)
    {
        var settings = new ShadowSettings();
        var published = new PublishedRuleSets(store, new RuleArchive(folder), time);
        var archived = new ArchivedRuleSets(active, published);
        return new ShadowWorker(
            store, keeper, active, new ShadowPlans(store, active, published, archived, settings, time), archived,
            new RuleSettings(), settings, new ShadowMetrics(metrics), time, NullLogger<ShadowWorker>.Instance);
    }
}
