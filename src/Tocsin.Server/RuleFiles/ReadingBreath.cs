using Tocsin.Core.Rules;
using Tocsin.Server.Background;

namespace Tocsin.Server.RuleFiles;

/// <summary>
/// Reads rules beside those who are answered: rests between pieces of work, and stops nobody with collections that can
/// wait until the reading ends. Those of a set too large for that come in portions, since one that came upon all of it
/// would stop every call for tens of milliseconds (tests/Tocsin.Load/DIARY.md). Thread-safe.
/// </summary>
internal static class ReadingBreath
{
    /// <summary>How much a thread allocates between two collections that are not put off, in bytes.</summary>
    public const long Portion = 8 << 20;

    [ThreadStatic]
    private static long _collectedAt;

    /// <summary>Reads a rule set.</summary>
    /// <param name="files">The files.</param>
    /// <param name="asOf">As of when review dates are past; null where that is not asked.</param>
    public static RuleSetReading Read(Core.Rules.RuleFiles files, DateOnly? asOf = null)
    {
        CollectionDelay.Begin();
        try
        {
            return RuleSetReader.Read(files, asOf, Breathe);
        }
        finally
        {
            CollectionDelay.End();
        }
    }

    /// <summary>Rests for as long as is due, and collects when a portion is full and nothing is put off.</summary>
    public static void Breathe()
    {
        BackgroundThreads.Breathe();
        if (!CollectionDelay.IsOn && IsPortionFull()) GC.Collect(0, GCCollectionMode.Forced, blocking: true);
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
