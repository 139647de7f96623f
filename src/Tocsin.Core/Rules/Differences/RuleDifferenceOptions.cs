namespace Tocsin.Core.Rules.Differences;

/// <summary>How much is told of what differs between two rule sets.</summary>
public sealed record RuleDifferenceOptions
{
    /// <summary>The most differences.</summary>
    public int MaximumDifferences { get; init; } = 10_000;

    /// <summary>The most characters of all differences together: an answer fits into one message of 4 MiB.</summary>
    public int MaximumCharacters { get; init; } = 1_000_000;

    /// <summary>The longest text of a value, in characters; the longest expression fits.</summary>
    public int MaximumText { get; init; } = 8_192;

    /// <summary>The most readers named for one difference.</summary>
    public int MaximumAffects { get; init; } = 100;
}
