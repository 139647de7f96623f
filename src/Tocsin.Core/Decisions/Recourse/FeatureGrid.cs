using Tocsin.Core.Features;

namespace Tocsin.Core.Decisions.Recourse;

/// <summary>The values that a feature may take, step by step from its present one.</summary>
internal static class FeatureGrid
{
    // Sums of decimal fractions end a little beside what a person would write; a bound would then be missed.
    private const int Decimals = 12;

    // A step that ends this close to a limit, in steps, ends at it.
    private const double Slack = 1e-9;

    /// <summary>
    /// The values, beginning with the present one: empty steps are none, so that there may be no other.
    /// </summary>
    public static IReadOnlyList<FeatureValue> Of(
        FeatureDefinition feature, FeatureRecourse recourse, FeatureValue present) => feature.Type switch
        {
            FeatureType.Flag => present.AsFlag == recourse.Direction > 0
                ? [present] : [present, FeatureValue.OfFlag(!present.AsFlag)],
            FeatureType.Text => OfTexts(feature.Order, recourse, present),
            FeatureType.Date => [present, .. Steps(recourse, present.AsNumber, DayLimit(recourse, present.AsNumber))
                .Select(day => FeatureValue.OfDate(DateOnly.FromDayNumber((int)day)))],
            FeatureType.Integer => [present, .. Steps(recourse, present.AsNumber, Limit(feature, recourse, present))
                .Select(number => FeatureValue.OfInteger((long)number))],
            _ => [present, .. Steps(recourse, present.AsNumber, Limit(feature, recourse, present))
                .Select(FeatureValue.OfNumber)],
        };

    private static List<FeatureValue> OfTexts(TextOrder? order, FeatureRecourse recourse, FeatureValue present)
    {
        var values = new List<FeatureValue> { present };
        // A text without a rank has no neighbours to move to.
        if (order is null || order.RankOf(present.AsText) is var rank && rank == TextOrder.Unordered) return values;
        var last = order.Members.Count(member => order.RankOf(member) != TextOrder.Unordered) - 1;
        var limit = Math.Clamp(rank + (recourse.Direction * (recourse.Reach ?? last)), 0, last);
        values.AddRange(Steps(recourse, rank, limit).Select(next => FeatureValue.OfText(order.Members[(int)next])));
        return values;
    }

    private static double DayLimit(FeatureRecourse recourse, double present) => Math.Clamp(
        present + (recourse.Direction * (recourse.Reach ?? recourse.Step ?? 0)), 0, DateOnly.MaxValue.DayNumber);

    private static double Limit(FeatureDefinition feature, FeatureRecourse recourse, FeatureValue present)
    {
        var number = present.AsNumber;
        var limit = recourse.Direction > 0
            ? Math.Min(recourse.Maximum ?? double.MaxValue, feature.Maximum ?? double.MaxValue)
            : Math.Max(recourse.Minimum ?? double.MinValue, feature.Minimum ?? double.MinValue);
        if (recourse.Reach is not { } reach) return limit;
        var reached = Math.Round(number + (recourse.Direction * reach), Decimals);
        return recourse.Direction > 0 ? Math.Min(limit, reached) : Math.Max(limit, reached);
    }

    // None when the present value is at the limit or past it: nobody is asked to come back.
    private static IEnumerable<double> Steps(FeatureRecourse recourse, double present, double limit)
    {
        var distance = (limit - present) * recourse.Direction;
        if (distance <= 0) yield break;
        var step = recourse.Step ?? distance;
        for (var count = 1; count <= FeatureRecourse.MaximumSteps; count++)
        {
            var isLast = count * step >= distance - (step * Slack);
            yield return isLast ? limit : Math.Round(present + (recourse.Direction * count * step), Decimals);
            if (isLast) yield break;
        }
    }
}
