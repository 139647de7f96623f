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
    private const string RevisionField = "@revision";

    /// <summary>The profile that the fields of a hash are; null when there are none.</summary>
    public static StoredProfile? Read(BorrowerId borrower, HashEntry[] fields)
    {
        var revision = 0L;
        var observed = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var values = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        foreach (var (name, value) in fields.Select(field => (field.Name.ToString(), field.Value.ToString())))
        {
            // After the exposure, whose id may have dots, only a feature's field has one: a view's name has none, and a
            // feature's own name may have more.
            if (name.IndexOf('.', name.IndexOf(']', StringComparison.Ordinal) + 1) is > 0 and var dot)
                ViewOf(values, name[..dot])[name[(dot + 1)..]] = value;
            else if (name == RevisionField) revision = long.Parse(value, CultureInfo.InvariantCulture);
            else observed[name[..^1]] = RedisTime.FromText(value[..value.IndexOf(' ', StringComparison.Ordinal)]);
        }

        if (revision == 0) return null;
        var views = observed.ToDictionary(
            view => view.Key, view => new StoredView(view.Value, ViewOf(values, view.Key)), StringComparer.Ordinal);
        return new StoredProfile(borrower, revision, views);
    }

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

    private static Dictionary<string, string> ViewOf(Dictionary<string, Dictionary<string, string>> values, string view)
    {
        if (!values.TryGetValue(view, out var found)) values[view] = found = new(StringComparer.Ordinal);
        return found;
    }
}
