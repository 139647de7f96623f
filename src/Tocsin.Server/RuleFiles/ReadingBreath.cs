using Tocsin.Server.Background;

namespace Tocsin.Server.RuleFiles;

/// <summary>
/// What a reading of rules does between its pieces of work while others are answered: it rests, and has what it made
/// collected in portions. Most of that is alive until the reading ends, and one collection that came upon all of it
/// would stop every call for tens of milliseconds (tests/Tocsin.Load/DIARY.md). Thread-safe.
/// </summary>
internal static class ReadingBreath
{
    /// <summary>How much a thread allocates between two collections, in bytes.</summary>
    public const long Portion = 8 << 20;

    [ThreadStatic]
    private static long _collectedAt;

    /// <summary>Rests for as long as is due, and collects when a portion is full.</summary>
    public static void Breathe()
    {
        BackgroundThreads.Breathe();
        if (IsPortionFull()) GC.Collect(0, GCCollectionMode.Forced, blocking: true);
    }

    /// <summary>True once for each portion that the calling thread has allocated.</summary>
    public static bool IsPortionFull()
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        if (allocated - _collectedAt < Portion) return false;
        _collectedAt = allocated;
        return true;
    }
}
