using System.Runtime.InteropServices;

namespace Tocsin.Server.Tests.Running;

/// <summary>A link that is led elsewhere in one step, as the kubelet does it. On Linux alone.</summary>
internal static class LedLink
{
    /// <summary>Leads a link to another target, or makes it.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    public static void Lead(string link, string target)
    {
        File.CreateSymbolicLink(link + "_tmp", target);
        if (Rename(link + "_tmp", link) != 0) throw new IOException($"{link} was not led to {target}.");
    }

    // No call of the base library renames a link onto another.
    [DllImport("libc", EntryPoint = "rename")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Rename(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string from, [MarshalAs(UnmanagedType.LPUTF8Str)] string to);
}
