using Google.Protobuf.WellKnownTypes;
using Tocsin.Replay.Invoices;
using Tocsin.Replay.Monthly;
using Tocsin.V1;

namespace Tocsin.Replay.Feeding;

/// <summary>Months as updates: what each enterprise's invoices came to, observed at the month's end.</summary>
internal static class MonthlyUpdates
{
    private const string Invoices = "invoices";
    private const string ZeroSalesMonths = "zero_sales_month_count_12m";
    private const string SalesChange = "sales_yoy_3m_ratio";

    /// <summary>
    /// The updates of a month, one for each enterprise of which anything is known by then. Each carries the bank's
    /// grade, too, a label by which warnings can be filtered.
    /// </summary>
    public static IReadOnlyList<PutFeaturesRequest> Of(InvoiceFolder folder, Month month)
    {
        var updates = new List<PutFeaturesRequest>();
        foreach (var enterprise in folder.Enterprises)
        {
            if (!folder.Books.TryGetValue(enterprise.Name, out var book)) continue;
            var features = MonthlyFeatures.At(book, month);
            if (!features.IsEmpty) updates.Add(Of(enterprise, features, Timestamp.FromDateTimeOffset(month.End)));
        }

        return updates;
    }

    private static PutFeaturesRequest Of(Enterprise enterprise, MonthlyFeatures features, Timestamp end)
    {
        var lender = new FeatureViewValues { View = "lender", ObservedAt = end };
        lender.Features.Add("bank_grade", new FeatureValue { Text = enterprise.BankGrade });
        var invoices = new FeatureViewValues { View = Invoices, ObservedAt = end };
        // A view is replaced whole, so that what is left out becomes missing.
        if (features.ZeroSalesMonths is { } count)
            invoices.Features.Add(ZeroSalesMonths, new FeatureValue { Integer = count });
        if (features.SalesChange is { } change)
            invoices.Features.Add(SalesChange, new FeatureValue { Number = (double)change });
        return new PutFeaturesRequest
        {
            RequestId = enterprise.Name,
            BorrowerId = enterprise.Name,
            Views = { lender, invoices },
            WaitForReview = true,
        };
    }
}
