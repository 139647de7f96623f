using Tocsin.Core.Features;
using Tocsin.Core.Warnings;

namespace Tocsin.Server.Caching;

/// <summary>
/// What borrowers take in memory, about: objects of the runtime have no size that can be asked for. The figures are
/// those of the 64-bit runtime and are held to what it really takes by a test.
/// </summary>
internal static class NearSize
{
    /// <summary>A place in the cache, with its id, dictionary node and entry.</summary>
    public const int OfSlot = 384;

    private const int OfProfile = 256;
    private const int OfView = 240;

    // Its place among the bytes. Its name is shared by all borrowers.
    private const int OfValue = 8;
    private const int OfState = 640;
    private const int OfWarning = 1_536;

    // A number, its text's place and its bits, for each input that there is a place for when it is laid out.
    private const int OfLayoutSlot = 12;

    /// <summary>What a borrower takes once it is laid out.</summary>
    /// <param name="stored">Its features; null when it has none.</param>
    /// <param name="warnings">Its warning state; null when that was not read.</param>
    /// <param name="layoutSlots">How many inputs the rules have a place for.</param>
    public static int Of(StoredProfile? stored, BorrowerWarnings? warnings, int layoutSlots)
    {
        var size = 0;
        if (stored is not null)
        {
            size += OfProfile + (layoutSlots * OfLayoutSlot);
            foreach (var (_, view) in stored.Views)
                size += OfView + view.CountTextBytes() + (view.Values.Count * OfValue);
        }

        if (warnings is not null) size += OfState + (OfWarning * warnings.Warnings.Count);
        return size;
    }
}
