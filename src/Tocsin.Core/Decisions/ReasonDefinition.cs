namespace Tocsin.Core.Decisions;

/// <summary>A reason a rule set can give.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Audience">Who may see it.</param>
/// <param name="ShownAs">The code the owner sees in its place; empty when there is none.</param>
/// <param name="Text">Its text.</param>
public sealed record ReasonDefinition(
    string Code, ReasonKind Kind, ReasonAudience Audience, string ShownAs, BilingualText Text);

/// <summary>What kind of reason it is.</summary>
public enum ReasonKind
{
    /// <summary>A knock-out hit.</summary>
    KnockOut = 1,

    /// <summary>Something could not be told.</summary>
    Unknown = 2,

    /// <summary>A bound of the policy.</summary>
    Policy = 3,

    /// <summary>Points lost on the scorecard.</summary>
    Score = 4,

    /// <summary>A cap on the limit.</summary>
    Limit = 5,
}

/// <summary>Who may see a reason.</summary>
public enum ReasonAudience
{
    /// <summary>The owner of the firm, and staff.</summary>
    Owner = 1,

    /// <summary>Staff only.</summary>
    Staff = 2,

    /// <summary>Named staff only.</summary>
    Restricted = 3,
}
