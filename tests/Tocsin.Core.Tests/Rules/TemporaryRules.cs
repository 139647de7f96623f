namespace Tocsin.Core.Tests.Rules;

/// <summary>A folder of rule files that is gone after the test.</summary>
internal sealed class TemporaryRules : IDisposable
{
    /// <summary>The folder.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("tocsin-rules-").FullName;

    /// <summary>Writes a file, and the folders above it.</summary>
    public void Write(string path, string content)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
