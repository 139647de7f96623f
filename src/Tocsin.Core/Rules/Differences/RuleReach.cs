namespace Tocsin.Core.Rules.Differences;

/// <summary>What a difference may change. Told too much rather than too little.</summary>
[Flags]
public enum RuleReach
{
    /// <summary>Nothing that anybody is answered: titles of parameters, sources, owners, examples.</summary>
    None = 0,

    /// <summary>Decisions, the texts of their answers included.</summary>
    Decisions = 1,

    /// <summary>Warnings.</summary>
    Warnings = 2,

    /// <summary>The classification of exposures.</summary>
    Classification = 4,

    /// <summary>The score that reviews take of a borrower, which warnings and tables may read.</summary>
    Score = 8,

    /// <summary>Any of them.</summary>
    All = Decisions | Warnings | Classification | Score,
}
