using Xunit;

namespace Tocsin.Cli.Tests;

/// <summary>The root of the project, and the shared data that may lie beside it.</summary>
internal static class SharedData
{
    /// <summary>The root, found from where the tests run.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file of the shared data; the test is skipped where it is absent.</summary>
    public static string Require(string relative)
    {
        var path = Path.GetFullPath(Path.Combine(Root, "..", "shared", "data", relative));
        if (!File.Exists(path)) Assert.Skip($"The shared data has no {relative}.");
        return path;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Tocsin.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests run outside the project.");
    }
}
