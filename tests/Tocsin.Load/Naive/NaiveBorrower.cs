using System.Globalization;
using RulesEngine.Models;
using StackExchange.Redis;

namespace Tocsin.Load.Naive;

/// <summary>
/// What the rules read of a borrower, as typed objects, RulesEngine's fastest form of inputs. Members are called as the
/// rules call them.
/// </summary>
internal static class NaiveBorrower
{
    /// <summary>The inputs of the rules, from the fields of a borrower's hash.</summary>
    public static RuleParameter[] Read(HashEntry[] hash)
    {
        var fields = hash.ToDictionary(entry => entry.Name.ToString(), entry => entry.Value.ToString());
        return
        [
            new("financial", new NaiveFinancial(
                Number("financial.current_ratio"), Number("financial.quick_ratio"),
                Number("financial.interest_cover_ratio"), Number("financial.debt_to_assets_ratio"))),
            new("accounts", new NaiveAccounts(
                Number("accounts.dscr_ratio"), Whole("accounts.returned_item_count_90d"),
                Number("accounts.top_payer_fraction_12m"))),
            new("judicial", new NaiveJudicial(Whole("judicial.lawsuit_count_12m"))),
            new("bureau", new NaiveBureau(Whole("bureau.owner_query_count_3m"), Whole("bureau.lender_count"))),
            new("invoices", new NaiveInvoices(Number("invoices.buyer_hhi"))),
            new("registry", new NaiveRegistry(Whole("registry.age_months"))),
        ];

        double Number(string name) => double.Parse(fields[name], CultureInfo.InvariantCulture);

        long Whole(string name) => long.Parse(fields[name], CultureInfo.InvariantCulture);
    }
}

/// <summary>The view <c>financial</c>.</summary>
public sealed record NaiveFinancial(
    double current_ratio, double quick_ratio, double interest_cover_ratio, double debt_to_assets_ratio);

/// <summary>The view <c>accounts</c>.</summary>
public sealed record NaiveAccounts(double dscr_ratio, long returned_item_count_90d, double top_payer_fraction_12m);

/// <summary>The view <c>judicial</c>.</summary>
public sealed record NaiveJudicial(long lawsuit_count_12m);

/// <summary>The view <c>bureau</c>.</summary>
public sealed record NaiveBureau(long owner_query_count_3m, long lender_count);

/// <summary>The view <c>invoices</c>.</summary>
public sealed record NaiveInvoices(double buyer_hhi);

/// <summary>The view <c>registry</c>.</summary>
public sealed record NaiveRegistry(long age_months);
