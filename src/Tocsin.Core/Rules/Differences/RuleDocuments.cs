using System.Text.Json;
using Tocsin.Core.Rules.Documents;

namespace Tocsin.Core.Rules.Differences;

/// <summary>The files of one rule set as JSON, each read when it is first asked for. Not thread-safe.</summary>
/// <param name="files">The files.</param>
/// <param name="cancellation">Ends the reading, also between the workflows of one file.</param>
internal sealed class RuleDocuments(RuleFiles files, CancellationToken cancellation = default)
{
    private readonly Dictionary<string, RuleFile> _files =
        files.Files.ToDictionary(file => file.Path, StringComparer.Ordinal);

    private readonly Dictionary<string, (JsonElement? Root, string? Fault)> _read = new(StringComparer.Ordinal);

    /// <summary>The paths of the files, in order.</summary>
    public IEnumerable<string> Paths => _files.Keys.Order(StringComparer.Ordinal);

    /// <summary>What a file holds; null when it is not there or cannot be read.</summary>
    public JsonElement? RootOf(string path) => Read(path).Root;

    /// <summary>Why a file cannot be read; null when it can, or is not there.</summary>
    public string? FaultOf(string path) => Read(path).Fault;

    /// <summary>What the files of a folder hold that can be read, in order of path.</summary>
    public IEnumerable<(string Path, JsonElement Root)> InFolder(string folder) =>
        from path in Paths
        where path.StartsWith(folder, StringComparison.Ordinal)
        let root = RootOf(path)
        where root is not null
        select (path, root.Value);

    /// <summary>The workflows of all files that can be read, each with its path.</summary>
    public IEnumerable<(string Path, JsonElement Workflow)> Workflows()
    {
        foreach (var (path, root) in InFolder("workflows/"))
        {
            if (root.ValueKind == JsonValueKind.Object) yield return (path, root);
            if (root.ValueKind != JsonValueKind.Array) continue;
            foreach (var item in root.EnumerateArray())
            {
                cancellation.ThrowIfCancellationRequested();
                if (item.ValueKind == JsonValueKind.Object) yield return (path, item);
            }
        }
    }

    /// <summary>True when a file of this path is there.</summary>
    public bool Has(string path) => _files.ContainsKey(path);

    /// <summary>The paths of files that another set has too, byte for byte.</summary>
    public IEnumerable<string> SameIn(RuleDocuments other) => _files.Values.Where(file =>
        other._files.TryGetValue(file.Path, out var there) && there.Content.Span.SequenceEqual(file.Content.Span))
        .Select(file => file.Path);

    private (JsonElement? Root, string? Fault) Read(string path)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_read.TryGetValue(path, out var known)) return known;
        (JsonElement? Root, string? Fault) read = (null, null);
        if (_files.TryGetValue(path, out var file))
        {
            var problems = new ProblemList();
            read.Root = DocumentReader.Read(file, problems)?.Element;
            if (read.Root is null) read.Fault = $"cannot be read: {problems.InOrder[0].Message}";
        }

        _read.Add(path, read);
        return read;
    }
}
