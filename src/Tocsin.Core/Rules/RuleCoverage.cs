using Tocsin.Core.Decisions;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules;

/// <summary>How often the examples of a rule set brought one rule, or one part of a rule, to each outcome.</summary>
public sealed class RuleCoverage
{
    internal RuleCoverage(CoverageRole role, string product, string rule, string part, string text)
    {
        Role = role;
        Product = product;
        Rule = rule;
        Part = part;
        Text = text;
    }

    /// <summary>What it is.</summary>
    public CoverageRole Role { get; }

    /// <summary>The product it decides; empty for an indicator or a table.</summary>
    public string Product { get; }

    /// <summary>
    /// The rule's name; nested rules follow after a slash, an indicator's level or a table's row after a dot.
    /// </summary>
    public string Rule { get; }

    /// <summary>The bin, such as <c>below 24</c>, <c>in C</c>, <c>the rest</c> or <c>missing</c>; else empty.</summary>
    public string Part { get; }

    /// <summary>The expression as written; empty for a rule of nested rules.</summary>
    public string Text { get; }

    /// <summary>How many examples hit it: the condition held, the bin took the value, the formula gave one.</summary>
    public int Hits { get; private set; }

    /// <summary>How many examples missed it.</summary>
    public int Misses { get; private set; }

    /// <summary>How many examples left it unknown.</summary>
    public int Unknown { get; private set; }

    /// <summary>How many examples looked at an indicator that did not apply.</summary>
    public int NotApplicable { get; private set; }

    /// <summary>
    /// True when it can miss: all but a formula, which gives a value or is unknown, and a cap or component that always
    /// applies.
    /// </summary>
    public bool CanMiss => Role switch
    {
        CoverageRole.Formula => false,
        CoverageRole.Cap or CoverageRole.Component => Condition is not { Reads.Count: 0 },
        _ => true,
    };

    /// <summary>True when some example hit it and, where it can miss, some example missed it.</summary>
    public bool IsCovered => Hits > 0 && (Misses > 0 || !CanMiss);

    /// <summary>The condition; null for bins and formulas.</summary>
    internal Condition? Condition { get; init; }

    /// <summary>The characteristic whose bin it is; else null.</summary>
    internal Characteristic? Characteristic { get; init; }

    /// <summary>The bin; null for the one of missing values, and for what is no bin.</summary>
    internal Bin? Bin { get; init; }

    internal void Note(RuleOutcome outcome)
    {
        if (outcome == RuleOutcome.Hit) Hits++;
        else if (outcome == RuleOutcome.Miss) Misses++;
        else Unknown++;
    }

    internal void NoteNotApplicable() => NotApplicable++;
}

/// <summary>What examples can hit or miss.</summary>
public enum CoverageRole
{
    /// <summary>A rule that declines by itself, or one nested in it.</summary>
    KnockOut = 0,

    /// <summary>A bin of a characteristic, that of missing values included.</summary>
    Bin = 1,

    /// <summary>The formula that scores.</summary>
    Formula = 2,

    /// <summary>Where an indicator applies.</summary>
    Applies = 3,

    /// <summary>When a level of an indicator is raised.</summary>
    Raise = 4,

    /// <summary>When a level that stood before is cleared, where the rules say so in words of their own.</summary>
    Clear = 5,

    /// <summary>A row of a decision table.</summary>
    Row = 6,

    /// <summary>A class of behaviour, for the matrix of grades.</summary>
    Behaviour = 8,

    /// <summary>An event that takes the grade down.</summary>
    Event = 9,

    /// <summary>A cap of the limit.</summary>
    Cap = 10,

    /// <summary>A component of the price.</summary>
    Component = 11,

    /// <summary>A condition of an offer.</summary>
    Condition = 12,

    /// <summary>A rule that must hold before a category better than the booked one counts.</summary>
    Upgrade = 7,
}
