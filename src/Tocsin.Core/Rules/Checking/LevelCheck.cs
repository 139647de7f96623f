using Tocsin.Core.Features;
using Tocsin.Core.Warnings;

namespace Tocsin.Core.Rules.Checking;

/// <summary>Finds levels whose clear can hold while they are raised.</summary>
/// <remarks>
/// Where the two read different inputs nothing is said: how inputs hang together, as days past due and their maximum of
/// 90 days do, the catalogue does not know.
/// </remarks>
internal sealed class LevelCheck(ReadExpressions expressions, ConditionCheck conditions)
{
    /// <summary>Looks at every level that has a clear of its own.</summary>
    public void Run(IEnumerable<WarningIndicator> indicators)
    {
        var places = expressions.All.Where(expression => expression.Condition is not null)
            .ToDictionary(expression => expression.Condition!);
        foreach (var level in indicators.SelectMany(indicator => indicator.Levels))
        {
            if (level.Clear is not { } clear || Meeting(level.Raise, clear) is not { } box) continue;
            var place = places[clear];
            var example = string.Join(" and ", box.Sides.Select(side => $"{side.Slot.Name} is {Example(side)}"));
            expressions.Warn(place, place.Tree, "CLEAR_MEETS_RAISE",
                $"It can hold while the level is raised, such as where {example}: leave room between the two.");
        }
    }

    private ValueBox? Meeting(Expressions.Condition raise, Expressions.Condition clear)
    {
        var (raised, cleared) = (conditions.Of(raise).Hits, conditions.Of(clear).Hits);
        if (!raised.IsExact || !cleared.IsExact) return null;
        return (from up in raised.Boxes
                from down in cleared.Boxes
                where up.Count > 0 && down.Count > 0 && (up.IsNamedBy(down) || down.IsNamedBy(up))
                select up.Intersect(down)).FirstOrDefault(box => box is not null);
    }

    private static string Example((InputSlot Slot, ValueSet Values) side)
    {
        var (slot, values) = side;
        if (values.IsMissing) return "missing";
        if (slot.Type == FeatureType.Text)
        {
            return values.Texts.IsAllBut
                ? "another text" : $"'{values.Texts.Texts.Order(StringComparer.Ordinal).First()}'";
        }


        var number = values.Numbers.Witness;
        var value = slot.Type switch
        {
            FeatureType.Flag => FeatureValue.OfFlag(number != 0),
            FeatureType.Date => FeatureValue.OfDate(DateOnly.FromDayNumber((int)number)),
            _ => FeatureValue.OfNumber(number),
        };
        return value.ToCanonicalText();
    }
}
