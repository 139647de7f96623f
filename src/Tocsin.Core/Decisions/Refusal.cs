namespace Tocsin.Core.Decisions;

/// <summary>Why a policy refuses what is asked: it decides nothing.</summary>
public enum Refusal
{
    /// <summary>It is a draft, and drafts do not count.</summary>
    Draft = 1,

    /// <summary>The amount is in another currency.</summary>
    Currency = 2,

    /// <summary>The amount is out of bounds.</summary>
    Amount = 3,

    /// <summary>The term is out of bounds.</summary>
    Term = 4,
}
