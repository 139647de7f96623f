using Tocsin.Cli.Loading;
using Tocsin.Core.Rules;
using Tocsin.V1;

namespace Tocsin.Cli.Previewing;

/// <summary>A candidate as people name it: a folder of rules, or the digest of a rule set that is kept.</summary>
/// <param name="Digest">The digest, or its first characters; empty for a folder.</param>
/// <param name="Files">The folder's files; null for a digest.</param>
internal sealed record NamedCandidate(string Digest, RuleFiles? Files)
{
    private const int ShortestDigest = 8;
    private const int LongestDigest = 64;

    /// <summary>The folder's files in pieces; none for a digest.</summary>
    public IEnumerable<RuleFileChunk> Pieces => Files is null ? [] : RuleFileChunks.Of(Files);

    /// <summary>Reads it; what names a folder is one, whatever it looks like.</summary>
    /// <exception cref="CommandFailedException">It is neither.</exception>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static NamedCandidate Read(string text)
    {
        if (Directory.Exists(text)) return new NamedCandidate("", RuleFolder.Read(text));
        return text.Length is >= ShortestDigest and <= LongestDigest && text.All(char.IsAsciiHexDigit)
            ? new NamedCandidate(text.ToLowerInvariant(), null)
            : throw CommandFailedException.Usage(
                $"'{text}' is no folder, and no digest either: that has {ShortestDigest} to {LongestDigest} "
                + "hexadecimal characters.");
    }
}
