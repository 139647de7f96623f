using Google.Protobuf.WellKnownTypes;
using Google.Type;
using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>Requests that the shipped rules answer, and the parts they are made of.</summary>
internal static class SampleRequests
{
    /// <summary>
    /// The first of the two loans in the article behind <c>sba-lmt-2018</c>: approved at a PD of 0.05.
    /// </summary>
    public static DecideRequest SoundLoan() => Loan(true, 0.75, false);

    /// <summary>The second: declined at a PD of 0.55.</summary>
    public static DecideRequest WeakLoan() => Loan(false, 0.4, false);

    /// <summary>A loan of the published model, whose three features the request carries.</summary>
    public static DecideRequest Loan(bool realEstate, double guaranteed, bool recession) => new()
    {
        RequestId = "loan",
        BorrowerId = "b-loan",
        Product = "sba-lmt-2018",
        Views =
        {
            View("sba_loan", ("real_estate", Flag(realEstate)), ("guaranteed_fraction", Number(guaranteed)),
                ("recession_active", Flag(recession))),
        },
    };

    /// <summary>An application for working capital that carries nothing.</summary>
    public static DecideRequest Application(string borrower = "b-1") => new()
    {
        RequestId = "r-1",
        BorrowerId = borrower,
        Product = "mse_working_capital",
        Amount = new Money { CurrencyCode = "CNY", Units = 300_000 },
        TermMonths = 12,
        Purpose = "working_capital",
    };

    /// <summary>An update of the court records that raises nothing.</summary>
    public static PutFeaturesRequest Update(string borrower = "b-1") => new()
    {
        RequestId = "u-1",
        BorrowerId = borrower,
        Views = { View("judicial", ("lawsuit_count_12m", Integer(0))) },
    };

    /// <summary>An update that raises a red warning.</summary>
    public static PutFeaturesRequest Dishonest(string borrower) => new()
    {
        BorrowerId = borrower,
        Views = { View("judicial", ("firm_dishonest_listed", Flag(true))) },
        WaitForReview = true,
    };

    public static FeatureViewValues View(string view, params (string Name, FeatureValue Value)[] features)
    {
        var values = new FeatureViewValues { View = view };
        foreach (var (name, value) in features) values.Features.Add(name, value);
        return values;
    }

    /// <summary>A view of an exposure.</summary>
    public static FeatureViewValues OfExposure(string exposure, FeatureViewValues view)
    {
        view.ExposureId = exposure;
        return view;
    }

    /// <summary>A view with its observed-at, in seconds since 1970.</summary>
    public static FeatureViewValues At(this FeatureViewValues view, DateTimeOffset observedAt)
    {
        view.ObservedAt = observedAt.ToTimestamp();
        return view;
    }

    public static FeatureValue Number(double value) => new() { Number = value };

    public static FeatureValue Integer(long value) => new() { Integer = value };

    public static FeatureValue Flag(bool value) => new() { Flag = value };

    public static FeatureValue Text(string value) => new() { Text = value };

    public static FeatureValue Date(int year, int month, int day) =>
        new() { Date = new Date { Year = year, Month = month, Day = day } };
}
