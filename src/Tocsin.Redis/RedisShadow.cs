using System.Globalization;
using StackExchange.Redis;
using Tocsin.Core.Rules.Publishing;

namespace Tocsin.Redis;

/// <summary>The candidate beside the live rule set, to and from the fields of its hash.</summary>
internal static class RedisShadow
{
    private const string RoundTrip = "R";

    public static HashEntry[] Write(ShadowPlan plan) =>
    [
        new("id", plan.Id), new("digest", plan.Digest),
        new("share", plan.Share.ToString(RoundTrip, CultureInfo.InvariantCulture)),
        new("started_at", RedisTime.ToText(plan.StartedAt)), new("until", RedisTime.ToText(plan.Until)),
        new("by", plan.By), new("reason", plan.Reason),
    ];

    /// <summary>What a hash holds; null when there is none.</summary>
    public static ShadowPlan? Read(HashEntry[] hash)
    {
        if (hash.Length == 0) return null;
        var fields = hash.ToStringDictionary();
        return new ShadowPlan(
            fields["id"], fields["digest"], double.Parse(fields["share"], CultureInfo.InvariantCulture),
            RedisTime.FromText(fields["started_at"]), RedisTime.FromText(fields["until"]), fields["by"],
            fields["reason"]);
    }
}
