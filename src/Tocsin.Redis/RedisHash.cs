using RESPite.Messages;
using StackExchange.Redis;

namespace Tocsin.Redis;

/// <summary>
/// The fields of a hash, read where they lie in Redis's answer: the driver's own reading makes two arrays of each.
/// What it gives is true until the answer is disposed of. Not thread-safe.
/// </summary>
internal ref struct RedisHash(RespResult answer)
{
    private RespReader _reader = answer.Read();

    /// <summary>The next field and its value, in no particular order; false when there is none.</summary>
    public bool MoveNext(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        name = value = default;
        if (!_reader.TryMoveNext()) return false;
        name = Text();
        _reader.MoveNextScalar();
        value = Text();
        return true;
    }

    // A long answer may be cut within a text.
    private readonly ReadOnlySpan<byte> Text() =>
        _reader.TryGetSpan(out var whole) ? whole : _reader.ReadByteArray();
}
