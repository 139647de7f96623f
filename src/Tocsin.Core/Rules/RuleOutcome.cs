namespace Tocsin.Core.Rules;

/// <summary>What came of a rule or a condition. A byte: ten thousand of them are read off at once.</summary>
public enum RuleOutcome : byte
{
    /// <summary>It definitely does not hold.</summary>
    Miss = 0,

    /// <summary>It holds.</summary>
    Hit = 1,

    /// <summary>It cannot be told: a value is missing or stale, or the expression failed.</summary>
    Unknown = 2,

    /// <summary>The rule does not apply.</summary>
    NotApplicable = 3,
}
