using System.Security.Cryptography;
using Tocsin.Journal.Files;

namespace Tocsin.Journal.Writing;

/// <summary>Puts a group together in memory that is used again for the next. Not thread-safe.</summary>
internal sealed class GroupBuffer
{
    private const int MaximumVarint = 5;

    private byte[] _bytes = new byte[64 << 10];
    private int _length;

    /// <summary>How many entries it holds.</summary>
    public int Entries { get; private set; }

    /// <summary>Begins anew.</summary>
    public void Clear() => (_length, Entries) = (GroupHeader.Length, 0);

    /// <summary>Adds an entry.</summary>
    public void Add(ReadOnlySpan<byte> entry)
    {
        Reserve(entry.Length + MaximumVarint + GroupHeader.HashLength);
        var rest = (uint)entry.Length;
        for (; rest >= 0x80; rest >>= 7) _bytes[_length++] = (byte)(rest | 0x80);
        _bytes[_length++] = (byte)rest;
        entry.CopyTo(_bytes.AsSpan(_length));
        _length += entry.Length;
        Entries++;
    }

    /// <summary>The whole group, with its head and its hash; it holds until the next begins.</summary>
    public ReadOnlyMemory<byte> Close(long number, long entriesBefore, ReadOnlySpan<byte> previous, long at)
    {
        var payload = _length - GroupHeader.Length;
        new GroupHeader(payload, number, Entries, at, entriesBefore).WriteTo(_bytes, previous);
        SHA256.HashData(_bytes.AsSpan(0, _length), _bytes.AsSpan(_length));
        return _bytes.AsMemory(0, _length + GroupHeader.HashLength);
    }

    private void Reserve(int more)
    {
        if (_bytes.Length < _length + more) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + more));
    }
}
