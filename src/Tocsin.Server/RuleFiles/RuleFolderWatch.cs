namespace Tocsin.Server.RuleFiles;

/// <summary>
/// Tells when something in a folder moves, also after the folder itself was renamed, deleted and made again, or is a
/// link that points elsewhere now. Events come on threads of the pool.
/// </summary>
/// <remarks>
/// The system watches a folder by its identity, not by its name, and says nothing when the name goes to another one.
/// So the folder above is watched too, and the identity is looked at again at each <see cref="Renew"/>.
/// </remarks>
/// <param name="folder">The folder, absolute.</param>
/// <param name="moved">Called when something moved; returns at once.</param>
/// <param name="lost">Called with the problem when the system cannot watch; the folder is then only polled.</param>
internal sealed class RuleFolderWatch(string folder, Action moved, Action<string> lost) : IDisposable
{
    private FileSystemWatcher? _inside;
    private FileSystemWatcher? _above;
    private string _identity = "";

    /// <summary>Watches the folder that has the name now.</summary>
    public void Renew()
    {
        _above ??= Watch(Path.GetDirectoryName(folder), Path.GetFileName(folder), deep: false);
        var identity = Identity();
        if (identity == _identity && _inside is not null) return;
        _inside?.Dispose();
        _inside = Watch(folder, "*", deep: true);
        _identity = identity;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _inside?.Dispose();
        _above?.Dispose();
    }

    // Where a link leads, and when the folder there was made.
    private string Identity()
    {
        try
        {
            var named = new DirectoryInfo(folder);
            var target = named.ResolveLinkTarget(returnFinalTarget: true) ?? named;
            return target.Exists ? $"{target.FullName} {target.CreationTimeUtc.Ticks}" : "";
        }
        catch (IOException)
        {
            return "";
        }
    }

    private FileSystemWatcher? Watch(string? watched, string filter, bool deep)
    {
        if (!Directory.Exists(watched)) return null;
        try
        {
            var watcher = new FileSystemWatcher(watched, filter) { IncludeSubdirectories = deep };
            watcher.Changed += (_, _) => moved();
            watcher.Created += (_, _) => moved();
            watcher.Deleted += (_, _) => moved();
            watcher.Renamed += (_, _) => moved();
            watcher.Error += (_, error) => Lose(error.GetException().Message);
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException)
        {
            Lose(exception.Message);
            return null;
        }
    }

    // Both are made anew at the next renewal.
    private void Lose(string problem)
    {
        lost(problem);
        Interlocked.Exchange(ref _inside, null)?.Dispose();
        Interlocked.Exchange(ref _above, null)?.Dispose();
        moved();
    }
}
