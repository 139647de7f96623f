namespace Tocsin.Architecture.Tests.Tree;

/// <summary>The files of the repository as a clean clone has them, read once for all tests.</summary>
internal sealed class SourceTree
{
    private const string RootMark = "Tocsin.slnx";

    private static readonly Lazy<SourceTree> _current = new(() => Read(FindRoot(AppContext.BaseDirectory)));

    // What .gitignore leaves out of a clone, and git's own entry, which is a file in a linked work tree.
    private static readonly HashSet<string> _ignoredAnywhere =
        [".git", ".idea", ".vs", "TestResults", "artifacts", "bin", "node_modules", "obj"];
    private static readonly HashSet<string> _ignoredPaths = ["data", "protos/google"];

    private SourceTree(string root, IReadOnlyList<SourceFile> files) => (Root, Files) = (root, files);

    public static SourceTree Current => _current.Value;

    public string Root { get; }

    public IReadOnlyList<SourceFile> Files { get; }

    public IReadOnlyList<SourceFile> CSharp => [.. Files.Where(file => file.IsCSharp)];

    public IReadOnlyList<SourceFile> Product => [.. CSharp.Where(file => file.IsUnder("src"))];

    public IReadOnlyList<SourceFile> Projects =>
        [.. Files.Where(file => file.Path.EndsWith(".csproj", StringComparison.Ordinal))];

    private static string FindRoot(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, RootMark)))
                return folder.FullName;
        }
        throw new InvalidOperationException($"No folder above the test program holds {RootMark}.");
    }

    private static SourceTree Read(string root)
    {
        var files = new List<SourceFile>();
        Collect(root, "", files);
        return new(root, [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)]);
    }

    private static void Collect(string folder, string prefix, List<SourceFile> files)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            var path = prefix + entry.Name;
            if (_ignoredAnywhere.Contains(entry.Name) || _ignoredPaths.Contains(path))
                continue;
            if (entry is DirectoryInfo)
                Collect(entry.FullName, path + "/", files);
            else
                files.Add(new(path, File.ReadAllText(entry.FullName)));
        }
    }
}
