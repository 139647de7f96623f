namespace Tocsin.Server.Tests.Running;

/// <summary>
/// A copy of the files that a store's data is in, as a backup is: taken and put back while nobody has them.
/// </summary>
internal sealed class PlaceCopy
{
    private readonly string _original;
    private readonly string _copy;

    private PlaceCopy(string original, string copy)
    {
        _original = original;
        _copy = copy;
    }

    /// <summary>Takes a copy; redis-server is ended for it and started again.</summary>
    public static async Task<PlaceCopy> TakeAsync(StorePlace place, TemporaryFolder folder, string name)
    {
        if (place.Redis is not null) await place.Redis.KillAsync();
        var original = place.Redis?.Folder ?? place.Folder;
        var copy = new PlaceCopy(original, folder.CopyOf(original, name));
        if (place.Redis is not null) await place.Redis.StartAsync();
        return copy;
    }

    /// <summary>Puts it back in place of what is there now; redis-server is ended for it and started again.</summary>
    public async Task PutBackAsync(StorePlace place)
    {
        if (place.Redis is not null) await place.Redis.KillAsync();
        Directory.Delete(_original, recursive: true);
        foreach (var file in Directory.EnumerateFiles(_copy, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(_original, Path.GetRelativePath(_copy, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        if (place.Redis is not null) await place.Redis.StartAsync();
    }
}
