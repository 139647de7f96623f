using Tocsin.Core.Features;

namespace Tocsin.Conformance;

/// <summary>Feature updates for tests.</summary>
public static class SampleFeatures
{
    /// <summary>When most samples were observed.</summary>
    public static DateTimeOffset Morning { get; } = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    /// <summary>The smallest difference between two observed-at that a store sees.</summary>
    public static TimeSpan Microsecond { get; } = TimeSpan.FromMicroseconds(1);

    /// <summary>An update of one view, <c>bureau</c>, with one number, <c>debt_cny</c>.</summary>
    public static FeatureUpdate Debt(BorrowerId borrower, double debt, DateTimeOffset? observedAt = null) =>
        new(borrower, [View("bureau", observedAt ?? Morning, ("debt_cny", FeatureValue.OfNumber(debt)))]);

    /// <summary>Updates, a day apart, that bring a new borrower's features to a revision.</summary>
    public static IReadOnlyList<FeatureUpdate> Debts(BorrowerId borrower, int revision) =>
        [.. Enumerable.Range(1, revision).Select(day => Debt(borrower, day, Morning.AddDays(day - revision)))];

    /// <summary>One view of an update.</summary>
    public static FeatureViewUpdate View(
        string name, DateTimeOffset observedAt, params (string Name, FeatureValue Value)[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(name, observedAt, values.ToDictionary(value => value.Name, value => value.Value));
    }
}
