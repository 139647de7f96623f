using Tocsin.Core.Decisions;
using Tocsin.Core.Features;

namespace Tocsin.Core.Tests.Decisions.Recourse;

/// <summary>
/// Recourse found by trying everything: every combination of every grid is decided. Shares no code with the search but
/// for the decider; amounts are tried as the defaults say.
/// </summary>
internal sealed class BruteForce(GeneratedPolicy small, BorrowerProfile present, int mostChanges)
{
    private const string Amount = "request.amount";

    private readonly List<BruteWay> _turned = [];

    /// <summary>The ways, the cheapest first, each without all that an earlier one changes.</summary>
    public IReadOnlyList<BruteWay> Find(int most)
    {
        Try(0, Axes(), []);
        var ways = new List<BruteWay>();
        foreach (var way in _turned.OrderBy(way => way))
        {
            if (ways.Count < most && !ways.Any(earlier => earlier.Changed.IsSubsetOf(way.Changed))) ways.Add(way);
        }

        return ways;
    }

    // Waiting is one thing that moves several features; it stands where the first of them does.
    private List<BruteAxis> Axes()
    {
        var axes = new List<BruteAxis>();
        var waits = new List<(GeneratedFeature Feature, List<FeatureValue> Grid)>();
        foreach (var feature in small.Features.Where(feature => IsRead(feature.Name)
            || (feature.Moves.Length > 0 && IsRead(feature.Moves) && Value(feature.Moves) is not null)))
        {
            if (Value(feature.Name) is not { } value) continue;
            var grid = Grid(feature, value);
            if (grid.Count == 1) continue;
            if (feature.Kind != GeneratedKind.Wait)
                axes.Add(new BruteAxis(feature.Name, [.. grid.Select((point, n) =>
                    new BrutePoint([(feature.Name, point)], n * (long)feature.Cost))]));
            else
                waits.Add((feature, grid));
            if (feature.Kind == GeneratedKind.Wait && waits.Count == 1) axes.Add(new BruteAxis("wait", []));
        }

        if (waits.Count > 0) axes[axes.FindIndex(axis => axis.Name == "wait")] = Waiting(waits);
        if (IsRead(Amount)) axes.Add(Less());
        return axes;
    }

    private static BruteAxis Waiting(List<(GeneratedFeature Feature, List<FeatureValue> Grid)> waits)
    {
        var days = waits.SelectMany(wait => wait.Grid.Select((_, n) => n * wait.Feature.Days)).Distinct().Order();
        return new BruteAxis("wait", [.. days.Select(day => new BrutePoint(
            [.. waits.Select(wait => (wait.Feature.Name,
                wait.Grid[Math.Min(day / wait.Feature.Days, wait.Grid.Count - 1)]))],
            day * 1_000L / 30))]);
    }

    private BruteAxis Less()
    {
        var amount = (decimal)Value(Amount)!.Value.AsNumber;
        var step = (decimal)(small.Policy.AmountStep ?? 1);
        var amounts = Enumerable.Range(0, 10)
            .Select(less => (Less: less, Amount: Math.Floor(amount * (10 - less) / 10 / step) * step))
            .Where(point => point.Less == 0 || point.Amount >= 100).DistinctBy(point => point.Amount);
        return new BruteAxis(Amount, [.. amounts.Select(point => new BrutePoint(
            [(Amount, FeatureValue.OfNumber((double)point.Amount))], point.Less * 1_000L))]);
    }

    private static List<FeatureValue> Grid(GeneratedFeature feature, FeatureValue value)
    {
        string[] texts = ["a", "b", "c", "d"];
        if (feature.Kind == GeneratedKind.Flag)
            return value.AsFlag == feature.Direction > 0 ? [value] : [value, FeatureValue.OfFlag(!value.AsFlag)];
        var isNumber = feature.Kind == GeneratedKind.Number;
        var isText = feature.Kind == GeneratedKind.Text;
        if (isText && value.AsText == "m") return [value];
        decimal scale = isNumber ? 10 : 1, most = isNumber ? 1 : isText ? 3 : 10;
        var start = isText ? Array.IndexOf(texts, value.AsText) : (decimal)value.AsNumber;
        var end = Math.Clamp(start + (feature.Direction * feature.Reach / scale), 0, most);
        var grid = new List<FeatureValue> { value };
        for (var next = start; next != end; grid.Add(Of(next)))
        {
            next += feature.Direction * feature.Step / scale;
            if ((next - end) * feature.Direction > 0) next = end;
        }

        return grid;

        FeatureValue Of(decimal point) => isText ? FeatureValue.OfText(texts[(int)point])
            : isNumber ? FeatureValue.OfNumber((double)point) : FeatureValue.OfInteger((long)point);
    }

    private void Try(int axis, List<BruteAxis> axes, List<int> choice)
    {
        if (axis < axes.Count)
        {
            for (var point = 0; point < axes[axis].Points.Count; point++)
            {
                choice.Add(point);
                if (choice.Count(chosen => chosen > 0) <= mostChanges) Try(axis + 1, axes, choice);
                choice.RemoveAt(axis);
            }

            return;
        }

        var profile = present.Copy();
        foreach (var (name, value) in axes.SelectMany((own, i) => own.Points[choice[i]].Values))
            profile.Set(name, value);
        foreach (var feature in small.Features.Where(feature => feature.Moves.Length > 0)) Move(feature, profile);
        if (Decider.Decide(small.Rules, small.Policy, profile).Outcome > DecisionOutcome.ApproveWithConditions) return;
        var changed = Enumerable.Range(0, axes.Count).Where(i => choice[i] > 0).ToList();
        _turned.Add(new BruteWay(
            axes.Select((own, i) => own.Points[choice[i]].Cost).Sum(), changed,
            [.. changed.Select(i => axes[i].Name)]));
    }

    private void Move(GeneratedFeature feature, BorrowerProfile profile)
    {
        if (Value(feature.Name) is not { } before || Value(feature.Moves) is null) return;
        var after = profile.ValueOf(small.Rules.Layout.Find(feature.Name)!)!.Value;
        var moved = profile.ValueOf(small.Rules.Layout.Find(feature.Moves)!)!.Value;
        var change = ((decimal)after.AsNumber - (decimal)before.AsNumber) * (decimal)feature.By;
        profile.Set(feature.Moves,
            FeatureValue.OfNumber((double)Math.Clamp((decimal)moved.AsNumber + change, 0, 1)));
    }

    private bool IsRead(string name) => small.Policy.Reads.Any(slot => slot.Name == name);

    private FeatureValue? Value(string name) => present.ValueOf(small.Rules.Layout.Find(name)!);

    private sealed record BruteAxis(string Name, IReadOnlyList<BrutePoint> Points);

    private sealed record BrutePoint(IReadOnlyList<(string Name, FeatureValue Value)> Values, long Cost);
}

/// <summary>A way found by trying.</summary>
/// <param name="Cost">Its cost in thousandths.</param>
/// <param name="Places">The places of what it changes, rising.</param>
/// <param name="Names">What it changes; <c>wait</c> for whatever moves with time.</param>
internal sealed record BruteWay(long Cost, IReadOnlyList<int> Places, IReadOnlyList<string> Names)
    : IComparable<BruteWay>
{
    public HashSet<string> Changed { get; } = [.. Names];

    public int CompareTo(BruteWay? other)
    {
        if (other is null) return 1;
        if (Cost != other.Cost) return Cost.CompareTo(other.Cost);
        if (Places.Count != other.Places.Count) return Places.Count.CompareTo(other.Places.Count);
        return Places.Zip(other.Places).Select(pair => pair.First.CompareTo(pair.Second))
            .FirstOrDefault(order => order != 0);
    }
}
