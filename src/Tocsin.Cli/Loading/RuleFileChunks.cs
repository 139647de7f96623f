using Google.Protobuf;
using Tocsin.Core.Rules;
using Tocsin.V1;

namespace Tocsin.Cli.Loading;

/// <summary>Cuts a rule set's files into pieces that a call carries.</summary>
internal static class RuleFileChunks
{
    /// <summary>The longest piece, in bytes.</summary>
    public const int Longest = 512 * 1024;

    /// <summary>The pieces of every file, in order; an empty file is one empty piece.</summary>
    public static IEnumerable<RuleFileChunk> Of(RuleFiles files)
    {
        ArgumentNullException.ThrowIfNull(files);
        foreach (var file in files.Files)
        {
            var offset = 0;
            do
            {
                var length = Math.Min(Longest, file.Content.Length - offset);
                yield return new RuleFileChunk
                {
                    Path = file.Path,
                    Content = ByteString.CopyFrom(file.Content.Span.Slice(offset, length)),
                };
                offset += length;
            }
            while (offset < file.Content.Length);
        }
    }
}
