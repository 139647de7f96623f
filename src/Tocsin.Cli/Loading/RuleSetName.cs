using Tocsin.Core.Rules;

namespace Tocsin.Cli.Loading;

/// <summary>A rule set as a command line names it: a folder, a published digest, or the live one.</summary>
/// <param name="Digest">The digest or the beginning of it; empty for a folder and the live set.</param>
/// <param name="Files">The folder's files; null when the server has them.</param>
internal sealed record RuleSetName(string Digest, RuleFiles? Files)
{
    /// <summary>The fewest characters that name a digest.</summary>
    public const int ShortestDigest = 8;

    private const string LiveName = "live";
    private const int LongestDigest = 64;

    /// <summary>The server's active set.</summary>
    public static RuleSetName Live { get; } = new("", null);

    /// <summary>True for a digest, or the beginning of one.</summary>
    public static bool IsDigest(string text) =>
        text.Length is >= ShortestDigest and <= LongestDigest && text.All(char.IsAsciiHexDigit);

    /// <summary>What a text names; a folder that is there comes before a digest.</summary>
    /// <exception cref="CommandFailedException">It names nothing, or a folder without a rule file.</exception>
    /// <exception cref="IOException">A file of the folder cannot be read.</exception>
    public static RuleSetName Of(string text)
    {
        if (text == LiveName) return Live;
        if (Directory.Exists(text))
        {
            var files = RuleFolder.Read(text);
            return files.Files.Count > 0 ? new RuleSetName("", files)
                : throw CommandFailedException.Usage($"{text} holds no rule file.");
        }

        return IsDigest(text) ? new RuleSetName(text, null) : throw CommandFailedException.Usage(
            $"'{text}' is no folder, not '{LiveName}', and no digest of {ShortestDigest} or more characters.");
    }
}
