namespace Tocsin.Journal;

/// <summary>What an answer waits for.</summary>
public enum JournalMode
{
    /// <summary>
    /// The record is in the file, whole: it survives the end of the process, however that ends, but not a power cut.
    /// </summary>
    Written = 0,

    /// <summary>The record is on the disk: it survives a power cut too.</summary>
    Synced = 1,

    /// <summary>Nothing. Records may be lost, and those that are known to be lost are counted.</summary>
    Background = 2,
}
