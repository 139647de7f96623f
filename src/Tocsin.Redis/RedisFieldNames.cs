using System.Collections.Concurrent;
using System.Text;
using Tocsin.Core.Features;

namespace Tocsin.Redis;

/// <summary>
/// What the names of fields say, in the form that <see cref="RedisProfile"/> tells: found out once for all borrowers,
/// whose hashes have the same names, mostly in the same order. Bounded and thread-safe.
/// </summary>
internal sealed class RedisFieldNames
{
    // A catalogue has some hundred.
    private const int MostKept = 4_096;

    private readonly ConcurrentDictionary<string, RedisField> _fields = new(StringComparer.Ordinal);

    /// <summary>The texts that borrowers have alike.</summary>
    public StoredTexts Shared { get; } = new();

    /// <summary>What a name says.</summary>
    /// <param name="name">The name, as UTF-8.</param>
    /// <param name="last">The field before it; null for the first.</param>
    public RedisField Find(ReadOnlySpan<byte> name, RedisField? last)
    {
        if (last?.Next is { } next && name.SequenceEqual(next.Name)) return next;
        // An exposure is no other borrower's: what is found out of a field of it is of no use to others, and not held.
        if (name.Contains((byte)']')) return ReadOfExposure(name, last);
        var found = Find(name);
        if (last is not null) last.Next = found;
        return found;
    }

    private RedisField Find(ReadOnlySpan<byte> name)
    {
        var text = Shared.Name(name);
        if (_fields.TryGetValue(text, out var known)) return known;
        // Where there are so many, most are of catalogues that were.
        if (_fields.Count >= MostKept) _fields.Clear();
        return _fields.GetOrAdd(text, Read(name));
    }

    private RedisField Read(ReadOnlySpan<byte> name)
    {
        // No feature's name ends so.
        if (name is [.. var observed, (byte)'@']) return new(name.ToArray(), Shared.Name(observed), null);
        return name.IndexOf((byte)'.') is >= 0 and var dot
            ? new(name.ToArray(), Shared.Name(name[..dot]), Shared.Name(name[(dot + 1)..]))
            : new(name.ToArray(), null, null);
    }

    // The exposure's id may have dots. Its fields mostly follow each other.
    private RedisField ReadOfExposure(ReadOnlySpan<byte> name, RedisField? last)
    {
        var end = name.IndexOf((byte)']') + 1;
        var key = last?.View is { } view && Ascii.Equals(name[..end], view) ? view
            : Encoding.UTF8.GetString(name[..end]);
        return name[end..] switch
        {
            [(byte)'@'] => new([], key, null),
            [(byte)'.', .. var feature] => new([], key, Shared.Name(feature)),
            _ => new([], null, null),
        };
    }
}
