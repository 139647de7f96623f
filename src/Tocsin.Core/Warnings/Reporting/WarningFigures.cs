namespace Tocsin.Core.Warnings.Reporting;

/// <summary>
/// What a period amounts to for one indicator, for one family, or for all of them. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// Formulas: precision is <see cref="CameTrue"/> / (<see cref="CameTrue"/> + <see cref="FalseAlarms"/>), recall is
/// <see cref="BorrowersForeseen"/> / <see cref="WarningReport.BorrowersCameTrue"/>. Where there is nothing to divide
/// by, a share is null, never 0.
/// </remarks>
public sealed record WarningFigures
{
    /// <summary>What they are the figures of.</summary>
    public WarningsName Name { get; init; } = WarningsName.All;

    /// <summary>How often a warning was raised or reopened, by the highest level that it then reached.</summary>
    public LevelCounts Raised { get; init; }

    /// <summary>Of how many borrowers.</summary>
    public long BorrowersRaised { get; init; }

    /// <summary>
    /// How often a warning was raised or reopened for each 1,000 borrowers in a mean month; null without borrowers.
    /// </summary>
    public double? RaisedPerThousandMonthly { get; init; }

    /// <summary>Warnings that came true on a day of the period and were raised in time for it.</summary>
    public long CameTrue { get; init; }

    /// <summary>Warnings that came true but were raised when it had happened; precision leaves them out.</summary>
    public long CameTrueLate { get; init; }

    /// <summary>Warnings recorded as a false alarm on a day of the period.</summary>
    public long FalseAlarms { get; init; }

    /// <summary>The share of judged warnings that came true; null while none was judged.</summary>
    public double? Precision { get; init; }

    /// <summary>Borrowers that came true and of which a warning told in time.</summary>
    public long BorrowersForeseen { get; init; }

    /// <summary>The share of borrowers that came true of which a warning told in time; null while none did.</summary>
    public double? Recall { get; init; }

    /// <summary>Days from first being raised to the day it came true, over the borrowers foreseen.</summary>
    public MedianFigures LeadDays { get; init; }

    /// <summary>How long warnings stayed in each state in which they are open, in the order of the states.</summary>
    public IReadOnlyList<StateTime> Times { get; init; } = [];

    /// <summary>Deadlines to acknowledge that passed, by the level at that moment.</summary>
    public LevelCounts AcknowledgeMissed { get; init; }

    /// <summary>Deadlines to treat that passed, by the level at that moment.</summary>
    public LevelCounts TreatMissed { get; init; }

    /// <summary>Actions begun and not done when they were due, by the level at that moment.</summary>
    public LevelCounts TreatmentMissed { get; init; }

    /// <summary>How often a person handed a warning up.</summary>
    public long HandedUp { get; init; }

    /// <summary>How often a person closed a warning.</summary>
    public long Resolved { get; init; }

    /// <summary>How often a warning cleared by itself.</summary>
    public long Cleared { get; init; }

    /// <summary>How often a warning closed because its indicator, its exposure or its borrower did.</summary>
    public long Retired { get; init; }

    /// <summary>Warnings that are open now, by their present level, whatever the period.</summary>
    public LevelCounts Open { get; init; }
}

/// <summary>How long warnings stayed in one state, in whole seconds. Immutable and thread-safe.</summary>
/// <param name="State">The state.</param>
/// <param name="Ended">The stays that ended within the period, from their beginning on.</param>
/// <param name="Running">
/// The stays that went on at the period's end, up to it. Kept apart: what still runs is not yet as long as it will be.
/// </param>
public readonly record struct StateTime(WarningState State, MedianFigures Ended, MedianFigures Running);
