namespace Tocsin.Journal.Writing;

/// <summary>Tells in our words what kept a group from being written.</summary>
internal static class JournalFaults
{
    // ENOSPC and EDQUOT on Linux, EFBIG where the size of files is limited; ERROR_DISK_FULL and its like on Windows.
    private const int NoSpace = 28;
    private const int Quota = 122;
    private const int FileLimit = 27;
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);

    /// <summary>The fault as callers are told it.</summary>
    public static JournalUnavailableException Of(Exception fault) =>
        fault is JournalUnavailableException told ? told : IsDiskFull(fault)
            ? new(JournalFault.DiskFull, "The journal's disk is full.", fault)
            : new(JournalFault.WriteFailed, "The journal's file could not be written.", fault);

    private static bool IsDiskFull(Exception fault) => fault is IOException
        && fault.HResult is NoSpace or Quota or FileLimit or WindowsDiskFull or WindowsHandleDiskFull;
}
