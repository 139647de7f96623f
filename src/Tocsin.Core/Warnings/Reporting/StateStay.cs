namespace Tocsin.Core.Warnings.Reporting;

/// <summary>How long a warning stayed in one state without a break, as its history tells it. Immutable.</summary>
/// <param name="State">The state, one of those in which a warning is open.</param>
/// <param name="Since">Since when, in UTC.</param>
/// <param name="Until">Until when, in UTC; null while it is in it.</param>
internal sealed record StateStay(WarningState State, DateTimeOffset Since, DateTimeOffset? Until)
{
    /// <summary>The states in which a warning is open, in the order in which reports show them.</summary>
    public static IReadOnlyList<WarningState> OpenStates { get; } =
        [WarningState.Raised, WarningState.Acknowledged, WarningState.Treating, WarningState.Suppressed];

    /// <summary>Every stay that began before a moment, in order, as it stood at that moment.</summary>
    /// <remarks>
    /// A rise of a warning that nobody had taken up does not break its stay. The first stay of a history that is cut
    /// has no known beginning and is left out.
    /// </remarks>
    public static IEnumerable<StateStay> Of(Warning warning, DateTimeOffset until)
    {
        WarningHistoryLine? began = null;
        foreach (var line in warning.History.TakeWhile(line => line.At < until))
        {
            if (began?.State == line.State) continue;
            if (IsKnown(warning, began)) yield return new StateStay(began!.State, began.At, line.At);
            began = line;
        }

        if (IsKnown(warning, began)) yield return new StateStay(began!.State, began.At, null);
    }

    private static bool IsKnown(Warning warning, WarningHistoryLine? began) =>
        began is not null && OpenStates.Contains(began.State)
        && (began != warning.History[0] || !WarningEpisode.IsCut(warning));
}
