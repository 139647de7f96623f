using System.Text;

namespace Tocsin.Core.Rules;

public static partial class RuleFolder
{
    private const string Extension = ".json";
    private const string Schemas = "schemas";

    // Of file systems: the longest name, in bytes.
    private const int MaximumName = 255;

    private static readonly EnumerationOptions _entries = new()
    {
        RecurseSubdirectories = false,
        AttributesToSkip = 0,
        IgnoreInaccessible = false,
    };

    /// <summary>True for the path of a file that a folder is read with; others in it are left alone.</summary>
    internal static bool IsRead(string path)
    {
        var parts = path.Split('/');
        return path.EndsWith(Extension, StringComparison.Ordinal) && parts.Length <= MaximumDepth
            && parts.All(part => part[0] != '.' && Encoding.UTF8.GetByteCount(part) <= MaximumName)
            && !parts.SkipLast(1).Contains(Schemas);
    }

    // A pipe or a device has no length, and reading it may never end: it is not opened, and taken for an empty file.
    private static byte[] ReadFile(string path)
    {
        var named = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        if (new FileInfo(named).Length == 0) return [];

        // Shared with whoever replaces or deletes it meanwhile: the next read tells.
        using var file = File.OpenHandle(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var length = RandomAccess.GetLength(file);
        if (length > RuleFiles.MaximumFileBytes)
            throw new IOException($"{path} has {length} bytes; at most {RuleFiles.MaximumFileBytes} are read.");
        var content = new byte[length];
        var count = 0;
        while (count < content.Length)
        {
            var read = RandomAccess.Read(file, content.AsSpan(count), count);
            if (read == 0) break;
            count += read;
        }

        return count == content.Length ? content : content[..count];
    }

    // Links may lead back to where they stand, so that folders have no end.
    private static IEnumerable<string> Paths(string root, StringBuilder stamp)
    {
        var folders = new Stack<(string Path, int Depth)>([(root, 0)]);
        for (var count = 1; folders.TryPop(out var folder); count++)
        {
            if (count > MaximumFolders || folder.Depth > MaximumDepth)
            {
                throw new IOException($"{root} holds more than {MaximumFolders} folders, or nests them deeper than "
                    + $"{MaximumDepth}; a link may lead back to where it stands.");
            }

            var entered = new DirectoryInfo(folder.Path);
            AppendStamp(stamp, entered);
            foreach (var entry in Entries(entered))
            {
                // Files lead through links of such names, ..data for one, to the version that is mounted.
                if (entry.Name.StartsWith("..", StringComparison.Ordinal) && entry.LinkTarget is not null)
                    AppendStamp(stamp, entry);
                if (entry.Name.StartsWith('.')) continue;
                if (entry is DirectoryInfo)
                {
                    if (entry.Name != Schemas) folders.Push((entry.FullName, folder.Depth + 1));
                }
                else if (entry.Name.EndsWith(Extension, StringComparison.Ordinal))
                {
                    yield return entry.FullName;
                }
            }
        }
    }

    // In one order, so that two reads of the same folder are the same.
    private static FileSystemInfo[] Entries(DirectoryInfo folder)
    {
        try
        {
            var entries = folder.GetFileSystemInfos("*", _entries);
            Array.Sort(entries, (one, other) => string.CompareOrdinal(one.Name, other.Name));
            return entries;
        }
        catch (DirectoryNotFoundException exception)
        {
            throw new ListedIsGoneException(exception);
        }
    }
}
