using System.Runtime.InteropServices;

namespace Tocsin.Server.Previews;

/// <summary>Lets a thread step back behind those that answer calls.</summary>
internal static class LowPriority
{
    // Of a process; for 0 Linux takes the calling thread alone, whatever POSIX says.
    private const int OfThread = 0;

    // Weighs about a tenth of a thread that answers calls, where both want a core.
    private const int Nice = 10;

    /// <summary>For the calling thread, which must be one of its own, until it ends.</summary>
    public static void Take()
    {
        Thread.CurrentThread.Priority = ThreadPriority.Lowest;
        // There the runtime's own priorities do nothing. Where it is refused the thread stays as it is.
        if (OperatingSystem.IsLinux()) _ = SetPriority(OfThread, 0, Nice);
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, int who, int priority);
}
