using System.Runtime;

namespace Tocsin.Server.RuleFiles;

/// <summary>
/// Puts collections off for as long as rules are read: most of what a reading makes is alive until it ends, and dead
/// right after it, so that a collection meanwhile stops every call to move what is garbage soon. Thread-safe.
/// </summary>
/// <remarks>
/// Within a bound: what is allocated beyond it, by the reading or by calls, has everything collected as ever. Where the
/// process may not have so much memory nothing is put off.
/// </remarks>
internal static class CollectionDelay
{
    /// <summary>
    /// How much may be allocated, by all threads together, in bytes. 1,000 rules and their examples take 57 MB where
    /// their expressions are those of the set before, 140 MB where all are new.
    /// </summary>
    public const long Most = 96L << 20;

    private static readonly Lock _lock = new();
    private static int _begun;
    private static bool _isOurs;

    /// <summary>True while collections are put off.</summary>
    public static bool IsOn => GCSettings.LatencyMode == GCLatencyMode.NoGCRegion;

    /// <summary>True until all that began have ended, whether or not collections are still put off.</summary>
    public static bool IsBegun => Volatile.Read(ref _begun) > 0;

    /// <summary>Begins one; several may overlap, and last until all have ended.</summary>
    /// <param name="most">How many bytes may be allocated until it is over by itself; the first one's counts.</param>
    public static void Begin(long most = Most)
    {
        lock (_lock)
        {
            if (_begun == 0) _isOurs = TryStart(most);
            _begun++;
        }
    }

    /// <summary>Ends one.</summary>
    public static void End()
    {
        lock (_lock)
        {
            if (--_begun > 0 || !_isOurs || !IsOn) return;
            try
            {
                GC.EndNoGCRegion();
            }
            catch (InvalidOperationException)
            {
                // A collection has ended it between the two.
            }
        }
    }

    private static bool TryStart(long most)
    {
        // One that somebody else has begun would end by beginning another.
        if (IsOn) return false;
        try
        {
            return GC.TryStartNoGCRegion(most, disallowFullBlockingGC: true);
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or InvalidOperationException)
        {
            // More than a container has, or somebody else's is on.
            return false;
        }
    }
}
