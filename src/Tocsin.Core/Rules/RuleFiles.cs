using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tocsin.Core.Rules;

/// <summary>One file of a rule set.</summary>
/// <param name="Path">Its path within the set, with forward slashes.</param>
/// <param name="Content">Its bytes.</param>
public sealed record RuleFile(string Path, ReadOnlyMemory<byte> Content);

/// <summary>The files of a rule set as they were at one moment. Immutable.</summary>
public sealed class RuleFiles
{
    /// <summary>The most files.</summary>
    public const int MaximumFiles = 2_000;

    /// <summary>The largest file, in bytes.</summary>
    public const int MaximumFileBytes = 8 * 1024 * 1024;

    /// <summary>The largest set, in bytes.</summary>
    public const int MaximumTotalBytes = 64 * 1024 * 1024;

    /// <summary>Files with distinct paths.</summary>
    public RuleFiles(IEnumerable<RuleFile> files)
    {
        Files = [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
        Digest = DigestOf(Files);
    }

    /// <summary>The files in ordinal order of path.</summary>
    public IReadOnlyList<RuleFile> Files { get; }

    /// <summary>
    /// The SHA-256, in 64 hexadecimal characters, over each file's path and content with their lengths, in order: equal
    /// digests mean equal files.
    /// </summary>
    public string Digest { get; }

    private static string DigestOf(IReadOnlyList<RuleFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(long)];
        foreach (var file in files)
        {
            var path = Encoding.UTF8.GetBytes(file.Path);
            BinaryPrimitives.WriteInt64BigEndian(length, path.Length);
            hash.AppendData(length);
            hash.AppendData(path);
            BinaryPrimitives.WriteInt64BigEndian(length, file.Content.Length);
            hash.AppendData(length);
            hash.AppendData(file.Content.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
