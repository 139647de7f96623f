using System.ComponentModel;
using System.Diagnostics;

namespace Tocsin.Journal.Tests;

/// <summary>A file system in memory of a few kibibytes, mounted over a folder.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    /// <summary>Mounts one; null where that may not be done.</summary>
    public static SmallDisk? Mount(string folder, int kibibytes) =>
        Run("mount", "-t", "tmpfs", "-o", $"size={kibibytes}k", "tocsin", folder) ? new(folder) : null;

    public void Dispose() => Run("umount", _folder);

    private static bool Run(string command, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
