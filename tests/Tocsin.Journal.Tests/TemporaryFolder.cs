namespace Tocsin.Journal.Tests;

/// <summary>A folder of one test, gone with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("tocsin-journal-");

    internal string Path => _root.FullName;

    public void Dispose() => _root.Delete(recursive: true);
}
