using Tocsin.Core.Rules;
using Tocsin.Server.Background;

namespace Tocsin.Server.RuleFiles;

/// <summary>
/// Reads rules beside those who are answered: rests between pieces of work, and stops nobody with collections that can
/// wait until the reading ends. A set too large for that is collected in portions, since a collection that came upon
/// all of it would stop every call for tens of milliseconds (tests/Tocsin.Load/DIARY.md). Thread-safe.
/// </summary>
internal static class ReadingBreath
{
    /// <summary>How much a thread allocates between two collections that are not put off, in bytes.</summary>
    public const long Portion = 8 << 20;

    // What the last reading and the calls beside it made, for each byte of its files; 0 before the first. A set tells
    // neither how many of its expressions are new nor what else the processors do meanwhile; the one before it does,
    // mostly.
    private static double _madePerByte;

    [ThreadStatic]
    private static long _collectedAt;

    /// <summary>Reads a rule set.</summary>
    /// <param name="files">The files.</param>
    /// <param name="asOf">As of when review dates are past; null where that is not asked.</param>
    public static RuleSetReading Read(Core.Rules.RuleFiles files, DateOnly? asOf = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        var (isPutOff, made) = (IsPutOff(files), GC.GetTotalAllocatedBytes());
        if (isPutOff) CollectionDelay.Begin();
        try
        {
            return RuleSetReader.Read(files, asOf, Breathe);
        }
        finally
        {
            if (isPutOff) CollectionDelay.End();
            Volatile.Write(ref _madePerByte, (GC.GetTotalAllocatedBytes() - made) / (double)SizeOf(files));
        }
    }

    /// <summary>True where all that reading them makes fits, to go by the last reading.</summary>
    public static bool IsPutOff(Core.Rules.RuleFiles files) =>
        Volatile.Read(ref _madePerByte) * SizeOf(files) <= CollectionDelay.Most;

    /// <summary>Rests for as long as is due, and collects when a portion is full and nothing is put off.</summary>
    public static void Breathe()
    {
        BackgroundThreads.Breathe();
        // What ends the delay has collected, so that the first portion begins there.
        if (CollectionDelay.IsOn) _collectedAt = GC.GetAllocatedBytesForCurrentThread();
        else if (IsPortionFull()) GC.Collect(0, GCCollectionMode.Forced, blocking: true);
    }

    /// <summary>True once for each portion that the calling thread has allocated.</summary>
    public static bool IsPortionFull()
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        if (allocated - _collectedAt < Portion) return false;
        _collectedAt = allocated;
        return true;
    }

    private static long SizeOf(Core.Rules.RuleFiles files) =>
        Math.Max(1, files.Files.Sum(file => (long)file.Content.Length));
}
