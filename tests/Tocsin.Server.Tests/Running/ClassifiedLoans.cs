using Tocsin.V1;
using static Tocsin.Server.Tests.Running.SampleRequests;

namespace Tocsin.Server.Tests.Running;

/// <summary>A small firm and its loans, with every value that the shipped tables read.</summary>
internal static class ClassifiedLoans
{
    /// <summary>What is known of the firm: all of it sound.</summary>
    public static FeatureViewValues[] Firm() =>
    [
        View("enterprise", ("borrower_kind", Text("firm")), ("sector", Text("industry")), ("staff_count", Integer(20)),
            ("size_class", Text("small")), ("retail_debtor", Flag(false)), ("external_downgrade", Flag(false)),
            ("evades_debt", Flag(false))),
        View("financial", ("revenue_12m_cny", Number(3_000_000))),
        View("bureau", ("firm_non_performing", Flag(false)), ("overdue_90d_fraction", Number(0))),
        View("judicial", ("firm_in_liquidation", Flag(false))),
    ];

    /// <summary>A loan so many days past due; arrears before that were cleared in 2020.</summary>
    public static FeatureViewValues[] Of(
        string exposure, int days, string booked = "normal", int instalments = 12, string without = "")
    {
        var repayment = View(
            "repayment", ("days_past_due", Integer(days)), ("interest_unpaid_days", Integer(0)),
            ("overdue_technical", Flag(false)), ("costs_paid", Flag(true)), ("arrears_cleared_on", Date(2020, 1, 31)),
            ("instalments_paid_since_arrears", Integer(instalments)));
        repayment.Features.Remove(without);
        return [OfExposure(exposure, Loan(booked)), OfExposure(exposure, repayment)];
    }

    /// <summary>The view of the loan itself.</summary>
    public static FeatureViewValues Loan(string booked = "normal", bool refinances = false) => View(
        "loan", ("active", Flag(true)), ("funds_diverted_fraction", Number(0)), ("balance_cny", Number(100_000)),
        ("category_booked", Text(booked)), ("credit_impaired", Flag(false)), ("ecl_fraction", Number(0.01)),
        ("restructured", Flag(false)), ("refinances_debt", Flag(refinances)));

    /// <summary>A renewal in good time that meets every condition, of an older loan that matures then.</summary>
    public static FeatureViewValues Renewal(int year, int month, int day) => View(
        "renewal", ("loan_kind", Text("working_capital")), ("old_matures_on", Date(year, month, day)),
        ("asked_on", Date(2026, 1, 5)), ("signed_on", Date(2026, 1, 6)), ("old_category", Text("normal")),
        ("operates_lawfully", Flag(true)), ("able_to_continue", Flag(true)), ("good_credit", Flag(true)),
        ("meets_standard", Flag(true)), ("bank_conditions_met", Flag(true)));
}
