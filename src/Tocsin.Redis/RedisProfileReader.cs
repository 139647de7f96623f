using System.Globalization;
using Tocsin.Core.Features;

namespace Tocsin.Redis;

/// <summary>
/// Reads borrowers out of their hashes, in the form that <see cref="RedisProfile"/> tells. What it reads with is kept
/// for the thread's next borrower, so that a borrower costs little more than what is kept of it. Not thread-safe.
/// </summary>
internal sealed class RedisProfileReader
{
    private const int Stamp = RedisTime.Length;

    // Those of a borrower with all views and some exposures; what a larger one takes is given back.
    private const int MostKeptBytes = 65_536;
    private const int MostKeptViews = 128;
    private const int MostKeptValues = 1_024;
    private const int FirstBytes = 4_096;

    [ThreadStatic]
    private static RedisProfileReader? _kept;

    private readonly List<RedisView> _views = new(32);
    private readonly Dictionary<string, RedisView> _byKey = new(32, StringComparer.Ordinal);
    private RedisView? _last;
    private byte[] _texts = new byte[FirstBytes];
    private int _written;
    private int _values;
    private long _revision;

    private RedisProfileReader()
    {
    }

    /// <summary>The profile that the fields of a hash are; null when there are none.</summary>
    /// <param name="borrower">The borrower.</param>
    /// <param name="fields">The fields, in any order.</param>
    /// <param name="names">What the names of its fields say.</param>
    public static StoredProfile? Read(BorrowerId borrower, RedisHash fields, RedisFieldNames names)
    {
        var reader = _kept ?? new RedisProfileReader();
        _kept = null;
        reader.ReadFields(fields, names);
        var profile = reader.ToProfile(borrower, names.Shared);
        if (reader.IsSmall) _kept = reader;
        reader.Forget();
        return profile;
    }

    private bool IsSmall =>
        _texts.Length <= MostKeptBytes && _views.Count <= MostKeptViews && _values <= MostKeptValues;

    private void ReadFields(RedisHash fields, RedisFieldNames names)
    {
        RedisField? field = null;
        while (fields.MoveNext(out var name, out var value))
        {
            field = names.Find(name, field);
            if (field.View is null)
            {
                if (name.SequenceEqual("@revision"u8)) _revision = long.Parse(value, CultureInfo.InvariantCulture);
            }
            else if (field.Feature is { } feature)
            {
                ViewOf(field.View).Add(feature, Keep(value));
            }
            else
            {
                ViewOf(field.View).ObservedAt = RedisTime.FromText(value[..Stamp]);
            }
        }
    }

    private StoredProfile? ToProfile(BorrowerId borrower, StoredTexts shared)
    {
        if (_revision == 0) return null;
        var texts = _texts.AsSpan(0, _written).ToArray();
        var views = new Dictionary<string, StoredView>(_byKey.Count, StringComparer.Ordinal);
        foreach (var (key, view) in _byKey) if (view.ToStored(texts, shared) is { } whole) views.Add(key, whole);
        return new StoredProfile(borrower, _revision, views);
    }

    private void Forget()
    {
        foreach (var view in _views) view.Forget();
        _byKey.Clear();
        _last = null;
        _written = 0;
        _values = 0;
        _revision = 0;
    }

    private TextPlace Keep(ReadOnlySpan<byte> text)
    {
        if (text.Length > _texts.Length - _written)
            Array.Resize(ref _texts, Math.Max(2 * _texts.Length, _written + text.Length));
        text.CopyTo(_texts.AsSpan(_written));
        var place = new TextPlace(_written, text.Length);
        _written += text.Length;
        _values++;
        return place;
    }

    // Most fields follow others of their view.
    private RedisView ViewOf(string key)
    {
        if (_last is { } last && last.Key == key) return last;
        if (!_byKey.TryGetValue(key, out var view))
        {
            var used = _byKey.Count;
            if (used == _views.Count) _views.Add(new RedisView());
            _byKey.Add(key, view = _views[used]);
            view.Key = key;
        }

        return _last = view;
    }
}
