using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Warnings;

namespace Tocsin.Core.Tests.Warnings;

/// <summary>One borrower that is reviewed step by step, its commits made as a store makes them.</summary>
internal sealed class ReviewedBorrower
{
    public ActivatedRuleSet Rules { get; set; } = SmallIndicators.Both;

    public BorrowerWarnings State { get; private set; } = BorrowerWarnings.Empty(SmallIndicators.Borrower);

    public StoredProfile? Stored { get; private set; }

    /// <summary>Everything that the latest commit told.</summary>
    public IReadOnlyList<WarningChange> Told { get; private set; } = [];

    public Warning Only => State.Warnings.Single();

    /// <summary>A feature update that is observed, and reviewed, on a day.</summary>
    public IReadOnlyList<WarningChange> Update(double day, double? debt, params (string Name, string Value)[] others)
    {
        Send(day, debt, others);
        return Review(day);
    }

    /// <summary>A feature update that nobody looks at yet, kept as a store keeps it: only if it is newer.</summary>
    public void Send(double observedDay, double? debt, params (string Name, string Value)[] others)
    {
        var observedAt = SmallIndicators.Noon.AddDays(observedDay);
        if (Stored?.Views["firm"].ObservedAt >= observedAt) return;
        var stored = SmallIndicators.Stored(debt, (Stored?.Revision ?? 0) + 1, 0, others);
        Stored = stored with
        {
            Views = stored.Views.ToDictionary(pair => pair.Key, pair => pair.Value with { ObservedAt = observedAt }),
        };
    }

    /// <summary>A review of what is stored, as of a day.</summary>
    public IReadOnlyList<WarningChange> Review(double day) => Commit(Run(day));

    public WarningCommit Run(double day) => WarningReview.Run(
        Rules, State, Stored, new WarningCause(WarningCauseKind.FeatureUpdate, "1"), SmallIndicators.Noon.AddDays(day));

    /// <summary>A person's step on the only warning.</summary>
    public void Treat(WarningStep step, double day) => Commit(WarningTreatment.Apply(
        State, Only.Id, 0, step, new WarningCause(WarningCauseKind.Operator, "", "li", "seen"), Rules,
        SmallIndicators.Noon.AddDays(day)).Commit!);

    /// <summary>A person's step on one of several warnings.</summary>
    public void Treat(string warning, WarningStep step, double day) => Commit(WarningTreatment.Apply(
        State, warning, 0, step, new WarningCause(WarningCauseKind.Operator, "", "li", "seen"), Rules,
        SmallIndicators.Noon.AddDays(day)).Commit!);

    /// <summary>A person's acknowledgement of one of several warnings.</summary>
    public void Treat(string warning, double day) => Commit(WarningTreatment.Apply(
        State, warning, 0, WarningStep.Acknowledge, new WarningCause(WarningCauseKind.Operator, "", "li", "seen"),
        Rules, SmallIndicators.Noon.AddDays(day)).Commit!);

    /// <summary>A warning raised by hand.</summary>
    public TreatmentResult Raise(string indicator, WarningLevel level, double day, string exposure = "")
    {
        var result = WarningTreatment.Raise(
            State, Rules.Set.HandIndicators[indicator], exposure, level,
            new WarningCause(WarningCauseKind.Operator, "", "li", "seen"), Rules, SmallIndicators.Noon.AddDays(day));
        if (result.Commit is not null) Commit(result.Commit);
        return result;
    }

    /// <summary>A person's step on the watch list.</summary>
    public WatchlistResult Watch(WatchlistStep step, double day)
    {
        var result = Watchlist.Apply(
            State, step, new WarningCause(WarningCauseKind.Operator, "", "li", "seen"), Rules,
            SmallIndicators.Noon.AddDays(day));
        if (result.Commit is not null) Commit(result.Commit);
        return result;
    }

    public void Close(double day) => Commit(WarningTreatment.Close(
        State, false, Stored?.Revision ?? 0, new WarningCause(WarningCauseKind.Operator, "", "li", "repaid"), Rules,
        SmallIndicators.Noon.AddDays(day)));

    private IReadOnlyList<WarningChange> Commit(WarningCommit commit)
    {
        State = commit.State with { Revision = State.Revision + (commit.Changes.Count > 0 ? 1 : 0) };
        Told = commit.Changes;
        return [.. Told.Where(change => change.Warning is not null)];
    }
}
