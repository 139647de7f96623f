using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tocsin.Core.Rules;

namespace Tocsin.Server.RuleFiles;

/// <summary>
/// Keeps every activated rule set by digest in the data folder, and which was the last good one. Thread-safe.
/// </summary>
internal sealed class RuleArchive(string dataFolder)
{
    private const string LastGoodName = "last-good.json";
    private const string FolderNoteName = "folder.json";

    private readonly string _folder = Path.Combine(dataFolder, "rule-sets");
    private readonly Lock _lock = new();

    /// <summary>What the rules folder held when it was dealt with last; null before the first time.</summary>
    public FolderNote? FolderNote =>
        _folderNote ??= ReadJson(Path.Combine(_folder, FolderNoteName), ArchiveJson.Default.FolderNote);

    private FolderNote? _folderNote;

    /// <summary>Notes what the rules folder held when it was dealt with; the same again changes nothing.</summary>
    /// <exception cref="IOException">The disk does not take it; it is known until the process ends.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public void NoteFolder(FolderNote note)
    {
        lock (_lock)
        {
            if (FolderNote == note) return;
            _folderNote = note;
            Directory.CreateDirectory(_folder);
            var json = JsonSerializer.SerializeToUtf8Bytes(note, ArchiveJson.Default.FolderNote);
            Replace(Path.Combine(_folder, FolderNoteName), json);
        }
    }

    /// <summary>Keeps a rule set and notes that it is the last good one.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public void Keep(ActivatedRuleSet activated)
    {
        lock (_lock)
        {
            var target = Path.Combine(_folder, activated.Set.Digest);
            // What a crash or somebody's hand left of it is written anew.
            if (ReadFiles(activated.Set.Digest) is null) WriteFiles(target, activated.Set.Files);
            var note = new ArchiveNote(
                activated.Set.Digest, activated.Number, activated.At, activated.Set.Manifest.Name,
                activated.Set.Manifest.Revision);
            var json = JsonSerializer.SerializeToUtf8Bytes(note, ArchiveJson.Default.ArchiveNote);
            Replace(Path.Combine(_folder, activated.Set.Digest + ".json"), json);
            Replace(Path.Combine(_folder, LastGoodName), json);
        }
    }

    /// <summary>The last good rule set's note and files, or null when there is none that can be read.</summary>
    public (ArchiveNote Note, Core.Rules.RuleFiles Files)? ReadLastGood()
    {
        var note = ReadJson(Path.Combine(_folder, LastGoodName), ArchiveJson.Default.ArchiveNote);
        return note?.Digest is { } digest && ReadFiles(digest) is { } files ? (note, files) : null;
    }

    /// <summary>The files of a kept rule set; null when it is not kept, or cannot be read as it was.</summary>
    public Core.Rules.RuleFiles? ReadFiles(string digest)
    {
        // A digest that is none would lead to another folder.
        if (digest.Length != 64 || !digest.All(char.IsAsciiHexDigitLower)) return null;
        try
        {
            var folder = Path.Combine(_folder, digest);
            if (!Directory.Exists(folder)) return null;
            var files = RuleFolder.Read(folder);
            return files.Digest == digest ? files : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The notes of every kept rule set, the latest activated first.</summary>
    public IReadOnlyList<ArchiveNote> List()
    {
        if (!Directory.Exists(_folder)) return [];
        return
        [
            .. Directory.EnumerateFiles(_folder, "*.json")
                .Where(path => Path.GetFileName(path) is not (LastGoodName or FolderNoteName))
                .Select(path => ReadJson(path, ArchiveJson.Default.ArchiveNote)).OfType<ArchiveNote>()
                .OrderByDescending(note => note.Activation).ThenBy(note => note.Digest, StringComparer.Ordinal),
        ];
    }

    private static T? ReadJson<T>(string path, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), type) : null;
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Written beside and renamed: a crash leaves the whole set or none of it.
    private static void WriteFiles(string target, Core.Rules.RuleFiles files)
    {
        var unfinished = target + ".unfinished";
        if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        Directory.CreateDirectory(unfinished);
        foreach (var file in files.Files)
        {
            var path = Path.Combine(unfinished, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            Write(path, file.Content.Span);
        }

        if (Directory.Exists(target)) Directory.Delete(target, recursive: true);
        Directory.Move(unfinished, target);
    }

    private static void Replace(string path, byte[] content)
    {
        var unfinished = path + ".unfinished";
        Write(unfinished, content);
        File.Move(unfinished, path, overwrite: true);
    }

    private static void Write(string path, ReadOnlySpan<byte> content)
    {
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }
}

/// <summary>What the archive notes of a rule set.</summary>
/// <param name="Digest">Its digest.</param>
/// <param name="Activation">Its latest activation number.</param>
/// <param name="ActivatedAt">When that was, in UTC.</param>
/// <param name="Name">Its name.</param>
/// <param name="Revision">Its revision.</param>
internal sealed record ArchiveNote(
    string Digest, long Activation, DateTimeOffset ActivatedAt, string Name, string Revision);

/// <summary>What a rules folder held when it was dealt with.</summary>
/// <param name="Digest">The digest of its files.</param>
/// <param name="Number">The store's activation then, theirs or another's.</param>
internal sealed record FolderNote(string Digest, long Number)
{
    /// <summary>Their revision; null in a note of before revisions were noted.</summary>
    public string? Revision { get; init; }
}
