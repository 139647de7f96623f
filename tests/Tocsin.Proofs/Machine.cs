using System.Diagnostics;
using System.Runtime.InteropServices;
using Tocsin.Server.Tests.Running;

namespace Tocsin.Proofs;

/// <summary>Where a figure was seen.</summary>
internal static class Machine
{
    /// <summary>Prints the command, the machine and the sources.</summary>
    public static void Print(string[] args, int seed)
    {
        foreach (var line in Lines(args, seed)) Console.WriteLine(line);
    }

    /// <summary>The command, the machine and the sources; an empty line ends them.</summary>
    public static IReadOnlyList<string> Lines(string[] args, int seed, string project = "tests/Tocsin.Proofs")
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
#if DEBUG
        const string build = "Debug";
#else
        const string build = "Release";
#endif
        return
        [
            $"command  dotnet run -c {build} --project {project} -- {string.Join(' ', args)}",
            $"machine  {Environment.ProcessorCount} cores, {memory:f1} GiB, {RuntimeInformation.OSDescription}, "
                + RuntimeInformation.FrameworkDescription,
            $"commit   {Git("rev-parse", "--short=12", "HEAD")}{(IsChanged() ? " and changes" : "")}",
            $"seed     {seed}",
            "",
        ];
    }

    // The results themselves are no change of what is proven.
    private static bool IsChanged() =>
        Git("status", "--porcelain", "--", ".", ":!tests/Tocsin.Proofs/RESULTS.md", ":!tests/Tocsin.Proofs/BRANCH.md",
            ":!tests/Tocsin.Proofs/results", ":!tests/Tocsin.Load/*.md", ":!tests/Tocsin.Load/results").Length > 0;

    private static string Git(params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo("git", arguments)
            {
                RedirectStandardOutput = true,
                WorkingDirectory = ProjectFolder.Root,
            };
            using var git = Process.Start(start)!;
            return git.StandardOutput.ReadToEnd().Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "unknown";
        }
    }
}
