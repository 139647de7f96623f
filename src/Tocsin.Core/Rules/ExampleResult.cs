namespace Tocsin.Core.Rules;

/// <summary>What came of one example. Immutable.</summary>
/// <param name="Example">The example.</param>
/// <param name="File">The file it stands in, as a path within the rule set.</param>
/// <param name="JsonPath">Its place in the file, such as <c>$.examples[3]</c>.</param>
public sealed record ExampleResult(RuleExample Example, string File, string JsonPath)
{
    /// <summary>Where it came out otherwise than expected, in order of comparison; none when it passes.</summary>
    public IReadOnlyList<ExampleDifference> Differences { get; init; } = [];

    /// <summary>
    /// True when the example itself is wrong (a name that does not exist, no expectation), so that it was not compared
    /// or not wholly; the problems of the rule set say why.
    /// </summary>
    public bool IsRefused { get; init; }

    /// <summary>True when it expects something of the decision, so that every rule of its product had a part.</summary>
    public bool ExpectsDecision { get; init; }

    /// <summary>True when it expects a score, a grade or a PD, so that other points would not pass unseen.</summary>
    public bool ExpectsScore { get; init; }

    /// <summary>True when it expects a limit or the cap that binds.</summary>
    public bool ExpectsLimit { get; init; }

    /// <summary>True when it expects a rate or components of it.</summary>
    public bool ExpectsPrice { get; init; }

    /// <summary>True when it expects conditions, or that there are none.</summary>
    public bool ExpectsConditions { get; init; }

    /// <summary>The indicators whose level it expects.</summary>
    public IReadOnlyList<string> ExpectedIndicators { get; init; } = [];

    /// <summary>What of the tables it expects.</summary>
    internal IReadOnlyList<ExpectedTable> ExpectedTables { get; init; } = [];

    /// <summary>True when everything came out as expected.</summary>
    public bool HasPassed => !IsRefused && Differences.Count == 0;
}
