using Tocsin.Core.Features;

namespace Tocsin.Core.Decisions.Recourse;

/// <summary>Reads from catalogue and profile what a borrower can change. Immutable.</summary>
/// <param name="layout">The inputs.</param>
/// <param name="profile">The borrower's values.</param>
/// <param name="reads">What the policy reads, by slot.</param>
/// <param name="fixedSlots">What never changes, whatever the catalogue says.</param>
internal sealed class LeverReader(
    InputLayout layout, BorrowerProfile profile, IReadOnlySet<int> reads, IReadOnlySet<int> fixedSlots)
{
    private const double CostUnit = 1_000;
    private const double DaysOfCostUnit = 30;
    private const int Tenths = 10;

    /// <summary>
    /// The levers that can have a part in the decision, in the catalogue's order: waiting stands where the first
    /// feature that moves with time does, and the amount comes last.
    /// </summary>
    public IReadOnlyList<Lever> Read(DecisionPolicy policy, RecourseOptions options, MoveGraph moves)
    {
        var levers = layout.Slots.Where(slot => IsOpen(slot, RecourseKind.Improve))
            .Where(slot => moves.IsTold(slot, reads) && moves.From(slot).All(index => !fixedSlots.Contains(index))
                && moves.From(slot).Any(reads.Contains))
            .Select(ReadAct).ToList();
        levers.AddRange(ReadWait());
        levers.AddRange(ReadAmount(policy, options));
        return [.. levers.Where(lever => lever.Points.Count > 1).OrderBy(lever => lever.Slots[0].Index)];
    }

    private bool IsOpen(InputSlot slot, RecourseKind kind) => slot.Feature?.Recourse is { IsDescribed: true } recourse
        && recourse.Kind == kind && profile.IsPresent(slot.Index) && !fixedSlots.Contains(slot.Index);

    private Lever ReadAct(InputSlot slot)
    {
        var recourse = slot.Feature!.Recourse!;
        var points = FeatureGrid.Of(slot.Feature, recourse, profile.ValueOf(slot)!.Value).Select((value, steps) =>
            new LeverPoint([value], steps * (long)Math.Round(recourse.Cost * CostUnit),
                steps == 0 ? TimeSpan.Zero : recourse.TimeOf(steps)));
        return new Lever(RecourseChangeKind.Act, [slot], [.. points]);
    }

    // Time moves everything that moves with it at once: every moment at which something moves is a point.
    private IEnumerable<Lever> ReadWait()
    {
        var moved = layout.Slots.Where(slot => IsOpen(slot, RecourseKind.Wait) && reads.Contains(slot.Index))
            .Select(slot => (Slot: slot, slot.Feature!.Recourse!.Takes,
                Grid: FeatureGrid.Of(slot.Feature, slot.Feature.Recourse, profile.ValueOf(slot)!.Value)))
            .Where(wait => wait.Grid.Count > 1 && wait.Takes > TimeSpan.Zero).ToList();
        if (moved.Count == 0) yield break;
        var times = moved.SelectMany(wait => Enumerable.Range(0, wait.Grid.Count).Select(n => wait.Takes!.Value * n))
            .Distinct().Order();
        var today = layout.Find(ReservedInputs.TimeAsOf) is { } slot && reads.Contains(slot.Index)
            && profile.IsPresent(slot.Index) ? slot : null;
        var points = times.Select(time => new LeverPoint(
            [
                .. moved.Select(wait => wait.Grid[(int)Math.Min(time / wait.Takes!.Value, wait.Grid.Count - 1)]),
                .. today is null ? [] : new[] { Later(today, time) },
            ],
            (long)Math.Round(time.TotalDays / DaysOfCostUnit * CostUnit), time));
        // Two moments that round to one cost would leave open which is the cheaper.
        yield return new Lever(RecourseChangeKind.Wait,
            [.. moved.Select(wait => wait.Slot), .. today is null ? [] : new[] { today }],
            [.. points.DistinctBy(point => point.Cost)]);
    }

    private FeatureValue Later(InputSlot today, TimeSpan time)
    {
        var day = profile.Numbers[today.Index] + Math.Floor(time.TotalDays);
        return FeatureValue.OfDate(DateOnly.FromDayNumber((int)Math.Min(day, DateOnly.MaxValue.DayNumber)));
    }

    private IEnumerable<Lever> ReadAmount(DecisionPolicy policy, RecourseOptions options)
    {
        if (options.CostOfTenthLess is not { } cost || layout.Find(ReservedInputs.RequestAmount) is not { } slot
            || !reads.Contains(slot.Index) || profile.ValueOf(slot) is not { } present) yield break;
        var amounts = Enumerable.Range(1, Tenths - 1)
            .Select(less => (Less: less, Amount: policy.Allowed(present.AsNumber * (Tenths - less) / Tenths)))
            .Where(step => step.Amount > 0 && step.Amount < present.AsNumber)
            .DistinctBy(step => step.Amount);
        yield return new Lever(RecourseChangeKind.AskLess, [slot],
        [
            new LeverPoint([present], 0, TimeSpan.Zero),
            .. amounts.Select(step => new LeverPoint([FeatureValue.OfNumber(step.Amount)],
                step.Less * Math.Max(1, (long)Math.Round(cost * CostUnit)), TimeSpan.Zero)),
        ]);
    }
}
