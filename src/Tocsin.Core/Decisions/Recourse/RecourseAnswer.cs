using Tocsin.Core.Features;

namespace Tocsin.Core.Decisions.Recourse;

/// <summary>
/// What would turn a decision. Holds for one rule set and one moment; a borrower's other values are taken to stay as
/// they are. Immutable.
/// </summary>
public sealed record RecourseAnswer
{
    /// <summary>What came of the search.</summary>
    public required RecourseStatus Status { get; init; }

    /// <summary>
    /// The options, the cheapest first. Each needs something that no earlier one needs, so that none of them is an
    /// earlier one with more on top.
    /// </summary>
    public IReadOnlyList<RecourseOption> Options { get; init; } = [];

    /// <summary>
    /// With <see cref="RecourseStatus.ValuesUnknown"/> the inputs that are missing or stale, in the catalogue's order;
    /// else empty.
    /// </summary>
    public IReadOnlyList<AbsentInput> Needed { get; init; } = [];

    /// <summary>The digest of the rule set that it holds for.</summary>
    public required string RuleSetDigest { get; init; }

    /// <summary>The moment as of which it holds, in UTC.</summary>
    public required DateTimeOffset AsOf { get; init; }
}

/// <summary>What came of a search for recourse.</summary>
public enum RecourseStatus
{
    /// <summary>The outcome is none to turn: it is better than refer.</summary>
    NotAdverse = 1,

    /// <summary>At least one option, and no further one that was left out for lack of time.</summary>
    Found = 2,

    /// <summary>
    /// No change that the catalogue allows, of as many features as may change, turns the outcome. Proven.
    /// </summary>
    NoneWithinReach = 3,

    /// <summary>
    /// The bound on time or nodes was reached. Options may stand beside it; each says whether it was proven cheapest.
    /// </summary>
    BoundReached = 4,

    /// <summary>
    /// Nothing turns the outcome, and values are missing or stale that have a part in it: with them there may be a way.
    /// No value is ever suggested for what is unknown.
    /// </summary>
    ValuesUnknown = 5,
}

/// <summary>One way to another outcome.</summary>
/// <param name="Changes">
/// What changes: what the borrower does, in the catalogue's order, then what moves with it.
/// </param>
/// <param name="Cost">
/// The sum of the changes' costs, as a multiple of waiting 30 days: the catalogue's weights of effort, no money.
/// </param>
/// <param name="Takes">
/// The longest of the changes' times, since they go on side by side; null when none of them says how long it takes.
/// </param>
/// <param name="Decision">What was decided on the changed values.</param>
/// <param name="IsProvenCheapest">
/// True when nothing cheaper does, among all that no earlier option is part of; false when the search was cut short.
/// </param>
public sealed record RecourseOption(
    IReadOnlyList<RecourseChange> Changes, double Cost, TimeSpan? Takes, Decision Decision, bool IsProvenCheapest);

/// <summary>One value that becomes another.</summary>
/// <param name="Input">The feature, or the amount asked for.</param>
/// <param name="From">Its value now.</param>
/// <param name="To">Its value then.</param>
/// <param name="Kind">Who or what changes it.</param>
/// <param name="Takes">How long it takes; null when nothing is said, or it moves with another.</param>
public sealed record RecourseChange(
    InputSlot Input, FeatureValue From, FeatureValue To, RecourseChangeKind Kind, TimeSpan? Takes);

/// <summary>Who or what changes a value.</summary>
public enum RecourseChangeKind
{
    /// <summary>The borrower, by acting.</summary>
    Act = 1,

    /// <summary>Time.</summary>
    Wait = 2,

    /// <summary>The borrower, by asking for less.</summary>
    AskLess = 3,

    /// <summary>It moves with another that changes.</summary>
    Follow = 4,
}
