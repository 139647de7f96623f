namespace Tocsin.Sqlite.Tests;

/// <summary>A folder of one test, gone with it. A named place is a folder inside it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("tocsin-sqlite-");

    internal string Place(string name) => Path.Combine(_root.FullName, name);

    /// <summary>A store on a place, with the defaults but for what the test sets.</summary>
    internal SqliteStore Store(string place, Action<SqliteStoreOptions>? set = null)
    {
        var options = new SqliteStoreOptions { Folder = Place(place) };
        set?.Invoke(options);
        return new SqliteStore(options);
    }

    public void Dispose() => _root.Delete(recursive: true);
}
