namespace Tocsin.Server.RuleFiles;

/// <summary>Where a path leads, link by link. Immutable.</summary>
/// <param name="End">The folder at the end, without a link in its path; null when the path leads to no folder.</param>
/// <param name="Turns">
/// The entries that decide where the path leads: each link on the way and the end, or instead of the end the first name
/// that is no folder. Each lies in a folder without a link in its path.
/// </param>
internal sealed record FolderTrail(string? End, IReadOnlyList<string> Turns)
{
    // As many as Linux follows.
    private const int MaximumLinks = 40;

    /// <summary>Follows an absolute path as it leads now.</summary>
    /// <exception cref="IOException">A link cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A link may not be read.</exception>
    public static FolderTrail Of(string path)
    {
        var turns = new List<string>();
        var at = Path.GetPathRoot(path)!;
        var ahead = new Stack<string>();
        Push(ahead, path);
        var links = 0;
        while (ahead.TryPop(out var name))
        {
            if (name == "..")
            {
                at = Path.GetDirectoryName(at) ?? at;
                continue;
            }

            var next = new DirectoryInfo(Path.Combine(at, name));
            if (next.LinkTarget is { } target)
            {
                turns.Add(next.FullName);
                if (++links > MaximumLinks) return new FolderTrail(null, turns);
                if (Path.IsPathRooted(target)) at = Path.GetPathRoot(target)!;
                Push(ahead, target);
            }
            else if (next.Exists)
            {
                at = next.FullName;
            }
            else
            {
                return new FolderTrail(null, [.. turns, next.FullName]);
            }
        }

        return new FolderTrail(at, [.. turns, at]);
    }

    private static void Push(Stack<string> ahead, string path)
    {
        var separators = new[] { Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar };
        var below = path[(Path.GetPathRoot(path)?.Length ?? 0)..];
        foreach (var name in below.Split(separators, StringSplitOptions.RemoveEmptyEntries).Reverse())
            if (name != ".") ahead.Push(name);
    }
}
