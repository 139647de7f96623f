namespace Tocsin.Server.Tests.Running;

/// <summary>
/// A folder as Kubernetes mounts a ConfigMap: each entry leads through <c>..data</c> to the folder of a version, and an
/// update renames that link.
/// </summary>
internal sealed class ConfigMapMount
{
    private int _version = 1;

    /// <summary>Mounts a folder's files as the first version; the folder is moved away.</summary>
    public ConfigMapMount(string mount, string files)
    {
        Folder = mount;
        Directory.CreateDirectory(mount);
        Directory.Move(files, Version);
        File.CreateSymbolicLink(Path.Combine(mount, "..data"), Path.GetFileName(Version));
        foreach (var path in Directory.EnumerateFileSystemEntries(Version))
        {
            var name = Path.GetFileName(path);
            File.CreateSymbolicLink(Path.Combine(mount, name), Path.Combine("..data", name));
        }
    }

    /// <summary>Where it is.</summary>
    public string Folder { get; }

    private string Version => Path.Combine(Folder, $"..2026_11_{_version:000}");

    /// <summary>Updates it: a version that is there whole, with one file changed, takes the place of the last.</summary>
    public void Update(string path, Func<string, string> edit)
    {
        var last = Version;
        _version++;
        foreach (var file in Directory.EnumerateFiles(last, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(Version, Path.GetRelativePath(last, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        File.WriteAllText(Path.Combine(Version, path), edit(File.ReadAllText(Path.Combine(Version, path))));
        LedLink.Lead(Path.Combine(Folder, "..data"), Path.GetFileName(Version));
        Directory.Delete(last, recursive: true);
    }
}
