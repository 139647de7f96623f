using System.Globalization;
using System.Text;
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
    private const int Stamp = RedisTime.Length;

    /// <summary>The profile that the fields of a hash are; null when there are none.</summary>
    /// <param name="borrower">The borrower.</param>
    /// <param name="fields">The fields, in any order.</param>
    /// <param name="shared">What borrowers have alike.</param>
    public static StoredProfile? Read(BorrowerId borrower, HashEntry[] fields, StoredTexts shared)
    {
        var revision = 0L;
        var views = new Dictionary<string, RedisView>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            var name = ((ReadOnlyMemory<byte>)field.Name).Span;
            byte[] value = field.Value!;
            // No feature's name ends so.
            if (name is [.., (byte)'@'])
                ViewOf(views, Split(name[..^1], shared).View).ObservedAt = RedisTime.FromText(value.AsSpan(0, Stamp));
            else if (Split(name, shared) is (var view, { } feature)) ViewOf(views, view).Add(feature, value);
            else if (name.SequenceEqual("@revision"u8)) revision = long.Parse(value, CultureInfo.InvariantCulture);
        }

        if (revision == 0) return null;
        var stored = new Dictionary<string, StoredView>(views.Count, StringComparer.Ordinal);
        foreach (var (key, view) in views) if (view.ToStored(shared) is { } whole) stored.Add(key, whole);
        return new StoredProfile(borrower, revision, stored);
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

    // An exposure is no other borrower's, and its id may have dots: only what follows it is shared.
    private static (string View, string? Feature) Split(ReadOnlySpan<byte> name, StoredTexts shared)
    {
        var bracket = name.IndexOf((byte)']');
        if (bracket < 0) return shared.Split(name);
        var end = bracket + 1;
        return name[end..] is [(byte)'.', ..] feature
            ? (Encoding.UTF8.GetString(name[..end]), shared.Name(feature[1..]))
            : (Encoding.UTF8.GetString(name), null);
    }

    private static RedisView ViewOf(Dictionary<string, RedisView> views, string key)
    {
        if (!views.TryGetValue(key, out var view)) views.Add(key, view = new RedisView());
        return view;
    }
}
