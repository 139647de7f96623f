namespace Tocsin.Core.Rules.Differences;

/// <summary>What became of something from one rule set to another.</summary>
public enum RuleChange
{
    /// <summary>Only the later set has it.</summary>
    Added = 1,

    /// <summary>Only the earlier set has it.</summary>
    Removed = 2,

    /// <summary>Both have it, and it says something else.</summary>
    Changed = 3,

    /// <summary>Both have it, at another place among those whose order counts.</summary>
    Moved = 4,

    /// <summary>Both have it, under another name: the later says so, or all that it says is the same.</summary>
    Renamed = 5,
}
