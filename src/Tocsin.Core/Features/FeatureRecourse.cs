namespace Tocsin.Core.Features;

/// <summary>
/// How a feature may change when a borrower asks what would turn an answer: where to, in which steps, how far, and what
/// each step takes. Immutable.
/// </summary>
/// <remarks>
/// A feature that may change takes the values on a grid: its present value, one step further, two steps, and so on up
/// to the first of its limits (<see cref="Reach"/>, <see cref="Minimum"/> or <see cref="Maximum"/>, the catalogue's own
/// bounds). A limit that is no whole number of steps away ends the grid with a shorter step.
/// </remarks>
/// <param name="Kind">Whether the borrower, time or nobody changes it.</param>
public sealed record FeatureRecourse(RecourseKind Kind)
{
    /// <summary>The most steps of a grid.</summary>
    public const int MaximumSteps = 1_000;

    /// <summary>
    /// True when the catalogue says how it changes. Where it gives a word alone nothing is suggested: how far and how
    /// fast a feature may move is never guessed.
    /// </summary>
    public bool IsDescribed { get; init; }

    /// <summary>Where it moves: 1 up, -1 down; of an ordered text along its order. 0 where that is not said.</summary>
    public int Direction { get; init; }

    /// <summary>
    /// One step: in the feature's unit, in days of a date, in places of an ordered text. Null takes one step all the
    /// way to the limit.
    /// </summary>
    public double? Step { get; init; }

    /// <summary>The most it moves from its present value, in the measure of a step; null when it is not said.</summary>
    public double? Reach { get; init; }

    /// <summary>It does not go below this; null when nothing is said.</summary>
    public double? Minimum { get; init; }

    /// <summary>It does not go above this; null when nothing is said.</summary>
    public double? Maximum { get; init; }

    /// <summary>
    /// The time of each step; of <see cref="RecourseKind.Wait"/> the time after which it moves a step by itself. Null
    /// when nothing is said.
    /// </summary>
    public TimeSpan? Takes { get; init; }

    /// <summary>The time that any change takes at least; null when nothing is said.</summary>
    public TimeSpan? AtLeast { get; init; }

    /// <summary>
    /// What each step costs the borrower in effort, as a multiple of waiting 30 days, which costs 1. From 0.001 to
    /// 1,000 in thousandths. Of <see cref="RecourseKind.Wait"/> meaningless: there the time is the cost.
    /// </summary>
    public double Cost { get; init; } = 1;

    /// <summary>The features that move with it, in the catalogue's words; each once.</summary>
    public IReadOnlyList<FeatureMove> Moves { get; init; } = [];

    /// <summary>The time that a number of steps takes; null when nothing is said of it.</summary>
    public TimeSpan? TimeOf(int steps)
    {
        if (Takes is null && AtLeast is null) return null;
        var time = (Takes ?? TimeSpan.Zero) * steps;
        return time > AtLeast || AtLeast is null ? time : AtLeast;
    }
}

/// <summary>Who or what changes a feature.</summary>
public enum RecourseKind
{
    /// <summary>Nothing that a borrower could count on.</summary>
    Fixed = 0,

    /// <summary>The borrower, by acting.</summary>
    Improve = 1,

    /// <summary>Time alone.</summary>
    Wait = 2,
}

/// <summary>What a change of one feature does to another.</summary>
/// <param name="Feature">The full name of the feature that moves with it: a number or an integer.</param>
/// <param name="By">How much it moves for each unit of the change; negative when it moves the other way.</param>
/// <param name="Per">
/// The full name of a number whose present value divides the change first, such as the limit of a card where debt moves
/// its utilisation; empty when nothing does.
/// </param>
public sealed record FeatureMove(string Feature, double By, string Per);
