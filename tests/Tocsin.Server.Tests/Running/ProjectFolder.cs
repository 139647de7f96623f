namespace Tocsin.Server.Tests.Running;

/// <summary>The root of the project and what lies beside it.</summary>
internal static class ProjectFolder
{
    /// <summary>The root, found from where the tests run.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The shipped rule set.</summary>
    public static string Rules => Path.Combine(Root, "rules");

    /// <summary>A file of the shared data beside the project; null where it is absent.</summary>
    public static string? SharedData(string relative)
    {
        var path = Path.GetFullPath(Path.Combine(Root, "..", "shared", "data", relative));
        return File.Exists(path) ? path : null;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Tocsin.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests run outside the project.");
    }
}
