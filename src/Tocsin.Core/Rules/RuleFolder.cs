namespace Tocsin.Core.Rules;

/// <summary>Reads a folder of rule files; the only place in the domain that touches a disk.</summary>
public static class RuleFolder
{
    /// <summary>The most folders, each counted as often as links lead to it.</summary>
    public const int MaximumFolders = 1_000;

    private const int MaximumDepth = 16;

    /// <summary>
    /// Every <c>.json</c> file below a folder, read whole. Files and folders whose name begins with a dot are left out
    /// (Kubernetes keeps its own copies under such names), and so is the folder <c>schemas</c>.
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">The folder is not there.</exception>
    /// <exception cref="IOException">
    /// A file cannot be read now, or a bound of <see cref="RuleFiles"/> is passed.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static RuleFiles Read(string folder)
    {
        var root = Path.GetFullPath(folder);
        if (!Directory.Exists(root)) throw new DirectoryNotFoundException($"There is no folder {root}.");
        var files = new List<RuleFile>();
        var total = 0L;
        foreach (var path in Paths(root))
        {
            var content = ReadFile(path);
            total += content.Length;
            files.Add(new RuleFile(Path.GetRelativePath(root, path).Replace('\\', '/'), content));
            if (total > RuleFiles.MaximumTotalBytes || files.Count > RuleFiles.MaximumFiles)
            {
                throw new IOException($"{root} holds more than {RuleFiles.MaximumFiles} files or "
                    + $"{RuleFiles.MaximumTotalBytes} bytes of rules.");
            }
        }

        return new RuleFiles(files);
    }

    // A pipe or a device has no length, and reading it may never end: it is not opened, and taken for an empty file.
    private static byte[] ReadFile(string path)
    {
        var length = new FileInfo(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path).Length;
        if (length > RuleFiles.MaximumFileBytes)
            throw new IOException($"{path} has {length} bytes; at most {RuleFiles.MaximumFileBytes} are read.");
        return length == 0 ? [] : File.ReadAllBytes(path);
    }

    // Links may lead back to where they stand, so that folders have no end.
    private static IEnumerable<string> Paths(string root)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = false, AttributesToSkip = 0 };
        var folders = new Stack<(string Path, int Depth)>([(root, 0)]);
        for (var count = 1; folders.TryPop(out var folder); count++)
        {
            if (count > MaximumFolders || folder.Depth > MaximumDepth)
            {
                throw new IOException($"{root} holds more than {MaximumFolders} folders, or nests them deeper than "
                    + $"{MaximumDepth}; a link may lead back to where it stands.");
            }

            foreach (var path in Directory.EnumerateFiles(folder.Path, "*.json", options))
                if (!Path.GetFileName(path).StartsWith('.')) yield return path;
            foreach (var path in Directory.EnumerateDirectories(folder.Path, "*", options))
            {
                if (Path.GetFileName(path) is var name && !name.StartsWith('.') && name != "schemas")
                    folders.Push((path, folder.Depth + 1));
            }
        }
    }
}
