using Tocsin.V1;

namespace Tocsin.Cli.Tests;

/// <summary>A small rule set with a feature of every type.</summary>
internal static class ExampleCatalogue
{
    public static GetActiveRuleSetResponse Create()
    {
        var bureau = new FeatureViewSummary { View = "bureau", AcceptsFeed = true };
        bureau.Features.Add(new FeatureSummary { Feature = "owner_query_count_3m", Type = FeatureKind.Integer });
        bureau.Features.Add(new FeatureSummary { Feature = "listed", Type = FeatureKind.Flag });
        var accounts = new FeatureViewSummary { View = "accounts", AcceptsFeed = true, AcceptsRequest = true };
        accounts.Features.Add(new FeatureSummary { Feature = "revenue_12m_cny", Type = FeatureKind.Number });
        accounts.Features.Add(new FeatureSummary { Feature = "tax.grade", Type = FeatureKind.Text });
        accounts.Features.Add(new FeatureSummary { Feature = "founded_on", Type = FeatureKind.Date });
        var ruleSet = new GetActiveRuleSetResponse { Name = "example" };
        ruleSet.Products.Add(new ProductSummary { Product = "mse_loan", Currency = "CNY" });
        ruleSet.Views.Add([bureau, accounts]);
        return ruleSet;
    }
}
