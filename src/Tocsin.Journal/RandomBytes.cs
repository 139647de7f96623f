using System.Security.Cryptography;

namespace Tocsin.Journal;

/// <summary>
/// Random bytes as the system's generator gives them, taken from it a page at a time: asking it for each id takes as
/// long as half a decision. Not thread-safe.
/// </summary>
internal sealed class RandomBytes
{
    private readonly byte[] _page = new byte[1_024];
    private int _used;

    /// <summary>Starts with an empty page.</summary>
    public RandomBytes() => _used = _page.Length;

    /// <summary>Fills a few bytes, at most a page; none is given twice.</summary>
    public void Fill(Span<byte> bytes)
    {
        if (_page.Length - _used < bytes.Length)
        {
            RandomNumberGenerator.Fill(_page);
            _used = 0;
        }

        var taken = _page.AsSpan(_used, bytes.Length);
        taken.CopyTo(bytes);
        taken.Clear();
        _used += bytes.Length;
    }
}
