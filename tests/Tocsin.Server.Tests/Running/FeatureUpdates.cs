using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>Updates that move warnings of the shipped rules up and down, none of which waits for a dwell.</summary>
internal static class FeatureUpdates
{
    /// <summary>The branches that numbered updates move borrowers between.</summary>
    public static IReadOnlyList<string> Branches { get; } = ["hz-xihu", "hz-binjiang", "nb-haishu"];

    /// <summary>Returned items: 1 is yellow, 3 orange, 5 red, 0 clears. One indicator of the family txn.</summary>
    public static PutFeaturesRequest ReturnedItems(string borrower, int count) => Of(
        borrower, View("accounts", ("returned_item_count_90d", Whole(count))));

    /// <summary>A frozen account is red by itself.</summary>
    public static PutFeaturesRequest Frozen(string borrower, bool frozen) => Of(
        borrower, Freeze(frozen));

    /// <summary>Whether an account is frozen, and that no equity is.</summary>
    public static FeatureViewValues Freeze(bool frozen) => View(
        "judicial", ("account_frozen", new FeatureValue { Flag = frozen }),
        ("frozen_equity_fraction", new FeatureValue { Number = 0 }));

    /// <summary>The branch that looks after the borrower.</summary>
    public static PutFeaturesRequest Branch(string borrower, string branch) => Of(
        borrower, View("lender", ("branch", new FeatureValue { Text = branch })));

    /// <summary>
    /// Several indicators of several families in one update, with a number by which it is known again; now and then
    /// another branch too.
    /// </summary>
    public static PutFeaturesRequest Numbered(string borrower, long number, Random random)
    {
        string[] grades = ["A", "B", "C", "D"];
        var update = Of(
            borrower,
            View(
                "accounts", ("returned_item_count_90d", Whole(random.Next(7))),
                ("free_cash_flow_12m_cny", new FeatureValue { Number = number })),
            View(
                "judicial", ("lawsuit_count_12m", Whole(random.Next(5))),
                ("lawsuit_amount_12m_cny", new FeatureValue { Number = 0 }),
                ("frozen_equity_fraction", new FeatureValue { Number = 0 }),
                ("account_frozen", new FeatureValue { Flag = random.Next(4) == 0 })),
            View("tax", ("credit_grade", new FeatureValue { Text = grades[random.Next(grades.Length)] })));
        if (random.Next(6) == 0) update.Views.Add(Branch(borrower, Branches[random.Next(Branches.Count)]).Views);
        return update;
    }

    /// <summary>An update of some views.</summary>
    public static PutFeaturesRequest Of(string borrower, params FeatureViewValues[] views) => new()
    {
        BorrowerId = borrower,
        Views = { views },
    };

    /// <summary>Values of a view.</summary>
    public static FeatureViewValues View(string name, params (string Feature, FeatureValue Value)[] values)
    {
        var view = new FeatureViewValues { View = name };
        foreach (var (feature, value) in values) view.Features.Add(feature, value);
        return view;
    }

    /// <summary>A whole number.</summary>
    public static FeatureValue Whole(long value) => new() { Integer = value };
}
