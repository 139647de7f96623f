using System.Runtime.InteropServices;

namespace Tocsin.Journal.Files;

/// <summary>
/// Brings the names of a folder's files to the disk: on Linux a file that was synced can else be nowhere to be found
/// after a power cut.
/// </summary>
internal static class FolderFlush
{
    // O_RDONLY; a folder is opened for nothing else.
    private const int ReadOnly = 0;

    /// <summary>As far as the system does that; elsewhere, and where it refuses, nothing happens.</summary>
    public static void Flush(string folder)
    {
        if (!OperatingSystem.IsLinux()) return;
        var opened = Open(folder, ReadOnly);
        if (opened < 0) return;
        _ = Sync(opened);
        _ = Close(opened);
    }

    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int file);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int file);
}
