using System.Globalization;
using StackExchange.Redis;
using Tocsin.Core.Features;

namespace Tocsin.Redis;

/// <summary>
/// The form of a borrower's hash: <c>view.feature</c> holds a value, <c>view@</c> when the view was observed and the
/// digest of its content, <c>@revision</c> the features revision. A view of an exposure is written
/// <c>view[exposure]</c>.
/// </summary>
internal static class RedisProfile
{
    /// <summary>An update as the arguments of <c>update.lua</c>.</summary>
    public static RedisValue[] Write(FeatureUpdate update)
    {
        var arguments = new List<RedisValue>
        {
            update.Borrower.Value, update.Correction ? 1 : 0,
            update.ExpectedRevision?.ToString(CultureInfo.InvariantCulture) ?? "",
        };
        foreach (var view in update.Views)
        {
            arguments.Add(view.Key);
            arguments.Add(RedisTime.ToText(view.ObservedAt));
            arguments.Add(view.ContentDigest());
            arguments.Add(view.KeepsPrevious.Count);
            arguments.AddRange(view.KeepsPrevious.Select(feature => (RedisValue)feature));
            arguments.Add(view.Values.Count);
            foreach (var (feature, value) in view.Values)
            {
                arguments.Add(feature);
                arguments.Add(value.ToCanonicalText());
            }
        }

        return [.. arguments];
    }
}
