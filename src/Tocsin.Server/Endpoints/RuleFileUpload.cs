using Google.Protobuf;
using Tocsin.Core.Rules;
using CoreFiles = Tocsin.Core.Rules.RuleFiles;

namespace Tocsin.Server.Endpoints;

/// <summary>Files of a rule set that arrive in pieces. Not thread-safe.</summary>
internal sealed class RuleFileUpload
{
    private const int MaximumChunk = 1024 * 1024;

    private readonly Dictionary<string, MemoryStream> _files = new(StringComparer.Ordinal);
    private long _total;

    /// <summary>Adds the next piece of a file.</summary>
    /// <exception cref="FailureException">A bound is passed, or the path is none.</exception>
    public void Add(string path, ByteString content)
    {
        if (!RuleFile.IsPath(path))
            throw new FailureException(
                FailureReason.RequestInvalid, "path is a relative path with forward slashes.", "path");
        _total += content.Length;
        if (!_files.TryGetValue(path, out var file)) _files.Add(path, file = new MemoryStream());
        if (content.Length > MaximumChunk || file.Length + content.Length > CoreFiles.MaximumFileBytes
            || _total > CoreFiles.MaximumTotalBytes || _files.Count > CoreFiles.MaximumFiles)
        {
            throw new FailureException(
                FailureReason.TooMany,
                "A rule set has at most 2,000 files of 8 MiB, 64 MiB in all, in chunks of 1 MiB.", "content");
        }

        content.WriteTo(file);
    }

    /// <summary>The files that have arrived.</summary>
    public CoreFiles ToFiles() => new(_files.Select(pair => new RuleFile(pair.Key, pair.Value.ToArray())));
}
