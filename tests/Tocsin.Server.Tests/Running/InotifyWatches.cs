using System.Diagnostics;
using System.Globalization;

namespace Tocsin.Server.Tests.Running;

/// <summary>Which folders a process has the system watch, as Linux tells it.</summary>
internal static class InotifyWatches
{
    /// <summary>True when this process would see its own watch of a folder told; not so on some file systems.</summary>
    public static async Task<bool> AreToldAsync(string folder)
    {
        if (!OperatingSystem.IsLinux()) return false;
        using var own = new FileSystemWatcher(folder) { EnableRaisingEvents = true };
        return await HasAsync(Environment.ProcessId, folder);
    }

    /// <summary>True when a process watches a folder.</summary>
    public static async Task<bool> HasAsync(int process, string folder)
    {
        using var stat = Process.Start(
            new ProcessStartInfo("stat", ["-c", "%i", folder]) { RedirectStandardOutput = true })!;
        var inode = long.Parse(await stat.StandardOutput.ReadToEndAsync(), CultureInfo.InvariantCulture);
        return Directory.EnumerateFiles($"/proc/{process}/fdinfo").SelectMany(Lines).Any(line =>
            line.StartsWith("inotify ", StringComparison.Ordinal)
            && line.Contains($" ino:{inode:x} ", StringComparison.Ordinal));
    }

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (IOException)
        {
            // Closed since it was listed.
            return [];
        }
    }
}
