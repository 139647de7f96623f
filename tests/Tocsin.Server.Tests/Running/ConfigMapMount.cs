namespace Tocsin.Server.Tests.Running;

/// <summary>
/// A folder as Kubernetes mounts a ConfigMap: each entry leads through <c>..data</c> to the folder of a version, and an
/// update renames that link. On Linux alone.
/// </summary>
internal sealed class ConfigMapMount
{
    private int _made = 1;
    private int _mounted = 1;

    /// <summary>Mounts a folder's files as the first version; the folder is moved away.</summary>
    public ConfigMapMount(string mount, string files)
    {
        Folder = mount;
        Directory.CreateDirectory(mount);
        Directory.Move(files, Version(1));
        LedLink.Lead(Path.Combine(mount, "..data"), Path.GetFileName(Version(1)));
        foreach (var path in Directory.EnumerateFileSystemEntries(Version(1)))
        {
            var name = Path.GetFileName(path);
            File.CreateSymbolicLink(Path.Combine(mount, name), Path.Combine("..data", name));
        }
    }

    /// <summary>Where it is.</summary>
    public string Folder { get; }

    /// <summary>Makes another version of the latest, with every file changed; it is not mounted yet.</summary>
    public void Add(Func<string, string> edit) => Add((_, text) => edit(text));

    /// <summary>Makes another version of the latest; it is not mounted yet.</summary>
    /// <param name="edit">The new text of a file, by its path within the version and its text.</param>
    public void Add(Func<string, string, string> edit)
    {
        var (last, next) = (Version(_made), Version(_made + 1));
        foreach (var file in Directory.EnumerateFiles(last, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(last, file);
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(next, path))!);
            File.WriteAllText(Path.Combine(next, path), edit(path, File.ReadAllText(file)));
        }

        _made++;
    }

    /// <summary>Mounts the next version, and deletes the one before; one thread at a time.</summary>
    public void LeadToNext()
    {
        var last = Version(_mounted);
        _mounted++;
        LedLink.Lead(Path.Combine(Folder, "..data"), Path.GetFileName(Version(_mounted)));
        Directory.Delete(last, recursive: true);
    }

    /// <summary>Makes another version and mounts it.</summary>
    /// <param name="edit">The new text of a file, by its path within the version and its text.</param>
    public void Update(Func<string, string, string> edit)
    {
        Add(edit);
        LeadToNext();
    }

    private string Version(int number) => Path.Combine(Folder, $"..2026_11_{number:000}");
}
