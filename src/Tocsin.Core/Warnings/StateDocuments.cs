using System.Text.Json;

namespace Tocsin.Core.Warnings;

/// <summary>
/// Reads states as written. Most borrowers have no warning, and those of one branch and product are written alike: what
/// was read lately is kept once, for all of them. Bounded and thread-safe.
/// </summary>
internal static class StateDocuments
{
    // What has warnings is longer, and no other borrower's.
    private const int LongestKept = 512;
    private const int Places = 1_024;

    private static readonly Known?[] _known = new Known?[Places];

    /// <summary>Reads one.</summary>
    /// <exception cref="JsonException">The bytes are not a state, or of a newer format.</exception>
    public static StateDocument Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestKept) return Decode(utf8);
        var hash = new HashCode();
        hash.AddBytes(utf8);
        // Only whole references are written, so that whoever races here finds one document or another.
        ref var place = ref _known[(uint)hash.ToHashCode() % Places];
        if (place is { } known && utf8.SequenceEqual(known.Utf8)) return known.Document;
        var document = Decode(utf8);
        place = new Known(utf8.ToArray(), document);
        return document;
    }

    private static StateDocument Decode(ReadOnlySpan<byte> utf8)
    {
        var document = JsonSerializer.Deserialize(utf8, WarningJson.Default.StateDocument);
        return document is null || document.Format > WarningCodec.FormatVersion
            ? throw WarningCodec.Newer(document?.Format) : document;
    }

    private sealed record Known(byte[] Utf8, StateDocument Document);
}

/// <summary>A state as written.</summary>
internal sealed record StateDocument(
    int Format, WarningLevel Level, WatchlistEntry? Watch, bool Closed,
    IReadOnlyDictionary<string, string> Labels, IReadOnlyList<Warning> Warnings,
    WarningLevel Told = WarningLevel.None, bool IsTelling = false);
