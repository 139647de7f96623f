using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Tocsin.Cli.Loading;
using Tocsin.Core.Rules;

namespace Tocsin.Cli.Commands;

/// <summary>What the commands that change what is active take in the same sense.</summary>
internal static class PublishedDigest
{
    /// <summary>A published rule set.</summary>
    public static Argument<string> Argument() => new("DIGEST")
    {
        Description = "Its digest, or the first 8 or more characters of it, as 'rules list' shows them; or the folder "
            + "that it was published from, as its files are now.",
    };

    /// <summary>The digest that was named, or that of the folder that was named.</summary>
    /// <exception cref="CommandFailedException">It is no folder, and no digest either.</exception>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static string Read(string named)
    {
        if (Directory.Exists(named)) return RuleFolder.Read(named).Digest;
        return RuleSetName.IsDigest(named) ? named : throw CommandFailedException.Usage(
            $"'{named}' is no folder here, and no digest of {RuleSetName.ShortestDigest} or more characters.");
    }

    /// <summary>The activation that must be active.</summary>
    public static Option<long?> Expected() => new("--expect")
    {
        Description = "Only if this activation is active now; else whichever is.",
        HelpName = "N",
    };

    /// <summary>How long to wait for instances.</summary>
    public static Option<TimeSpan?> Wait() => new("--wait")
    {
        Description = "How long to wait for instances to confirm, at most 1m; 10s without it.",
        HelpName = "D",
        CustomParser = Values.DurationText.ReadOptional,
    };

    /// <summary>The wait for the wire; null for the server's own.</summary>
    public static Duration? ReadWait(CommandRun run, Option<TimeSpan?> wait) =>
        run.Get(wait) is { } given ? Duration.FromTimeSpan(given) : null;
}
