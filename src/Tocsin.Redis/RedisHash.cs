using RESPite.Messages;
using StackExchange.Redis;

namespace Tocsin.Redis;

/// <summary>
/// The fields of a hash, read where they lie in Redis's answer: the driver's own reading makes two arrays of each.
/// What it gives is true until the answer is disposed of. Not thread-safe.
/// </summary>
internal ref struct RedisHash
{
    private readonly ReadOnlySpan<HashEntry> _entries;
    private readonly bool _isDecoded;
    private RespReader _reader;
    private int _at;

    /// <summary>Fields that nobody has read yet.</summary>
    public RedisHash(RespResult answer) => _reader = answer.Read();

    /// <summary>Fields as the driver reads them.</summary>
    public RedisHash(HashEntry[] entries)
    {
        _entries = entries;
        _isDecoded = true;
    }

    /// <summary>The next field and its value, in no particular order; false when there is none.</summary>
    public bool MoveNext(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        name = value = default;
        if (_isDecoded)
        {
            if (_at == _entries.Length) return false;
            name = (byte[])_entries[_at].Name!;
            value = (byte[])_entries[_at++].Value!;
            return true;
        }

        if (!_reader.TryMoveNext()) return false;
        name = Text();
        _reader.MoveNextScalar();
        value = Text();
        return true;
    }

    // Answers lie in one piece today; that they always will the driver does not promise.
    private readonly ReadOnlySpan<byte> Text() =>
        _reader.TryGetSpan(out var whole) ? whole : _reader.ReadByteArray();
}
