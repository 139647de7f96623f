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

    // Its place, and what the runtime adds to its bytes. Its name is shared by all borrowers.
    private const int OfValue = 36;
    private const int OfState = 640;
    private const int OfWarning = 1_536;

    // A number, its text's place and moment by slot, for what is laid out.
    private const int OfLaidOutValue = 24;

    /// <summary>What a borrower takes.</summary>
    public static int Of(StoredProfile? stored, BorrowerWarnings? warnings)
    {
        var size = 0;
        if (stored is not null)
        {
            size += OfProfile;
            foreach (var (_, view) in stored.Views)
                size += OfView + view.CountTextBytes() + (view.Values.Count * (OfValue + OfLaidOutValue));
        }

        if (warnings is not null) size += OfState + (OfWarning * warnings.Warnings.Count);
        return size;
    }
}
