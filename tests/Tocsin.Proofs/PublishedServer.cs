using System.Diagnostics;
using System.Runtime.InteropServices;
using Tocsin.Server.Tests.Running;

namespace Tocsin.Proofs;

/// <summary>The server as an image has it: published for this machine's kind, with its runtime, and
/// compiled beforehand.</summary>
internal static class PublishedServer
{
    /// <summary>Publishes it into a folder, and answers its program.</summary>
    /// <exception cref="InvalidOperationException">It could not be published; the message says why.</exception>
    public static async Task<string> PublishAsync(string folder)
    {
        var kind = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64";
        Console.WriteLine();
        Console.WriteLine($"publishing for {kind}");
        var start = new ProcessStartInfo("dotnet",
            ["publish", "src/Tocsin.Server", "-c", "Release", "-r", kind, "-o", folder, "-v", "quiet", "--nologo"])
        {
            WorkingDirectory = ProjectFolder.Root,
            RedirectStandardOutput = true,
        };
        using var publishing = Process.Start(start)!;
        var said = await publishing.StandardOutput.ReadToEndAsync();
        await publishing.WaitForExitAsync();
        return publishing.ExitCode == 0 ? Path.Combine(folder, "Tocsin.Server")
            : throw new InvalidOperationException("dotnet publish failed:\n" + said);
    }
}
