namespace Tocsin.Core.Rules;

/// <summary>Reads a folder of rule files; the only place in the domain that touches a disk.</summary>
public static class RuleFolder
{
    /// <summary>
    /// Every <c>.json</c> file below a folder, read whole. Files and folders whose name begins with a dot are left out
    /// (Kubernetes keeps its own copies under such names), and so is the folder <c>schemas</c>.
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">The folder is not there.</exception>
    /// <exception cref="IOException">A file cannot be read now, or a bound of <see cref="RuleFiles"/> is passed.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static RuleFiles Read(string folder)
    {
        var root = Path.GetFullPath(folder);
        if (!Directory.Exists(root)) throw new DirectoryNotFoundException($"There is no folder {root}.");
        var files = new List<RuleFile>();
        var total = 0L;
        foreach (var path in Paths(root))
        {
            var content = File.ReadAllBytes(path);
            total += content.Length;
            files.Add(new RuleFile(Path.GetRelativePath(root, path).Replace('\\', '/'), content));
            if (content.Length > RuleFiles.MaximumFileBytes)
                throw new IOException($"{path} has {content.Length} bytes; at most {RuleFiles.MaximumFileBytes} are read.");
            if (total > RuleFiles.MaximumTotalBytes || files.Count > RuleFiles.MaximumFiles)
            {
                throw new IOException($"{root} holds more than {RuleFiles.MaximumFiles} files or "
                    + $"{RuleFiles.MaximumTotalBytes} bytes of rules.");
            }
        }

        return new RuleFiles(files);
    }

    private static IEnumerable<string> Paths(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = false, AttributesToSkip = 0 };
        var files = Directory.EnumerateFiles(folder, "*.json", options)
            .Where(path => !Path.GetFileName(path).StartsWith('.'));
        var folders = Directory.EnumerateDirectories(folder, "*", options)
            .Where(path => Path.GetFileName(path) is var name && !name.StartsWith('.') && name != "schemas");
        return files.Concat(folders.SelectMany(Paths));
    }
}
