using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Xunit;

namespace Tocsin.Core.Tests.Published;

/// <summary>
/// The two models of Li, Mickel and Taylor (2018), Journal of Statistics Education 26(1), on the loans they were
/// fitted on. The shipped product is the final one; the initial one stands here, as rules.
/// </summary>
/// <remarks>
/// Coefficients and likelihoods beyond the digits that the article prints come from refits of its data; the article's
/// own table prints the tests of the initial model as 0.14, 39.96, 0.97, 27.41 and 4.27.
/// </remarks>
public sealed class SbaModelTests
{
    private const string LogOddsOfDefault =
        "1.353745232 + (loan.is_new ? -0.07716707 : 0.0) + (loan.real_estate ? -2.03308424 : 0.0)"
        + " - 0.0000003370956 * loan.disbursed - 2.82976407 * loan.guaranteed"
        + " + (loan.recession ? 0.49710464 : 0.0)";

    private const string InitialModel = $$$"""
        {"WorkflowName":"sba_initial","Rules":[
          {"RuleName":"log_odds_of_default","Expression":"true",
           "Actions":{"OnSuccess":{"Name":"OutputExpression","Context":{"Expression":"{{{LogOddsOfDefault}}}"} } },
           "Properties":{"tocsin":{"component":"log_odds_of_default","when_unknown":"incomplete"} } }]}
        """;

    private const string Features = """
        {"time_zone":"Asia/Shanghai","views":[{"name":"loan","accept_from":["feed"],"stale":"10d","features":[
          {"name":"is_new","type":"flag"},{"name":"real_estate","type":"flag"},
          {"name":"disbursed","type":"number"},{"name":"guaranteed","type":"number"},
          {"name":"recession","type":"flag"}]}]}
        """;

    private const string Reasons = """
        {"reasons":[
          {"code":"P01","kind":"policy","audience":"owner","text":{"zh":"一","en":"Risk."}},
          {"code":"U01","kind":"unknown","audience":"owner","text":{"zh":"二","en":"Missing."}}]}
        """;

    private const string Policy = """
        {"product":"sba","currency":"USD","formula":{"workflow":"sba_initial","rule":"log_odds_of_default"},
         "rating_scale":"cut_off","outcome":{"approve_up_to_pd":0.5,"pd_reason":"P01"},
         "unknown_reasons":{"missing":"U01","stale":"U01","no_score":"U01"}}
        """;

    private static readonly string[] _columns =
        ["intercept", "new", "real_estate", "disbursed", "portion", "recession"];

    [Fact]
    public void Decide_TrainingLoansByTheInitialModel_ReproduceTheLikelihoodOfTheFit()
    {
        var loans = Training();
        var rules = SmallRules.Read(
            ("features.json", Features), ("reasons.json", Reasons), ("workflows/sba_initial.json", InitialModel),
            ("rating_scales/cut_off.json",
                """{"name":"cut_off","grades":[{"grade":"lower","pd_up_to":0.5},{"grade":"higher"}]}"""),
            ("policies/sba.json", Policy));

        var logLikelihood = loans.Sum(loan =>
        {
            var pd = Decider.Decide(rules, rules.Policies["sba"], Profile(rules, loan)).Score!.Pd!.Value;
            return Math.Log(loan.Defaulted ? pd : 1 - pd);
        });

        Assert.Equal(-540.849752, logLikelihood, 6);
    }

    [Fact]
    public void Fit_InitialModel_GivesThePublishedCoefficients()
    {
        var fit = Fit(_columns);

        Assert.Equal(-540.849752, fit.LogLikelihood, 6);
        Assert.Equal(1.353745232, fit.Coefficients[0], 7);
        Assert.Equal(-0.07716707, fit.Coefficients[1], 7);
        Assert.Equal(-2.03308424, fit.Coefficients[2], 7);
        Assert.Equal(-3.370956e-07, fit.Coefficients[3], 13);
        Assert.Equal(-2.82976407, fit.Coefficients[4], 7);
        Assert.Equal(0.49710464, fit.Coefficients[5], 7);
        Assert.Equal([0.322935, 0.210088, 0.363594], fit.StandardErrors[..3].Select(error => Math.Round(error, 6)));
        Assert.Equal(3.5195e-07, fit.StandardErrors[3], 11);
        Assert.Equal([0.559381, 0.241298], fit.StandardErrors[4..].Select(error => Math.Round(error, 6)));
    }

    [Theory]
    [InlineData("new", 0.13535)]
    [InlineData("real_estate", 39.95869)]
    [InlineData("disbursed", 0.96551)]
    [InlineData("portion", 27.40511)]
    [InlineData("recession", 4.26550)]
    public void Fit_InitialModelWithoutAVariable_GivesItsLikelihoodRatioTest(string without, double chiSquare)
    {
        var full = Fit(_columns).LogLikelihood;
        var reduced = Fit([.. _columns.Where(column => column != without)]).LogLikelihood;

        Assert.Equal(chiSquare, 2 * (full - reduced), 5);
    }

    [Fact]
    public void Fit_FinalModel_GivesTheShippedCoefficients()
    {
        var shipped = RuleSetReader.Read(RuleFolder.Read(ShippedRules.Folder)).RuleSet!.Parameters;
        var fit = Fit(["intercept", "real_estate", "portion", "recession"]);

        Assert.Equal(-541.378130, fit.LogLikelihood, 6);
        Assert.Equal(1.393063643, fit.Coefficients[0], 8);
        Assert.Equal(-2.128216976, fit.Coefficients[1], 8);
        Assert.Equal(-2.987482052, fit.Coefficients[2], 8);
        Assert.Equal(0.504122981, fit.Coefficients[3], 8);
        Assert.Equal(
            [0.321569, 0.345002, 0.539272, 0.241214], fit.StandardErrors.Select(error => Math.Round(error, 6)));
        string[] names = ["sba_intercept", "sba_real_estate", "sba_portion", "sba_recession"];
        Assert.Equal(names.Select(name => Math.Round(shipped[name].Value.AsNumber, 8)),
            fit.Coefficients.Select(value => Math.Round(value, 8)));
    }

    [Fact]
    public void Fit_InterceptAlone_GivesTheLikelihoodOfNoModel() =>
        Assert.Equal(-654.767682, Fit(["intercept"]).LogLikelihood, 6);

    private static List<SbaLoan> Training()
    {
        var loans = SbaLoan.All().Where(loan => loan.IsTraining).ToList();
        Assert.Equal(1_051, loans.Count);
        return loans;
    }

    private static LogitFit Fit(string[] columns) => LogitFit.Of(
        [.. Training().Select(loan => (columns.Select(column => Column(loan, column)).ToArray(), loan.Defaulted))]);

    private static double Column(SbaLoan loan, string name) => name switch
    {
        "intercept" => 1,
        "new" => loan.IsNew ? 1 : 0,
        "real_estate" => loan.HasRealEstate ? 1 : 0,
        "disbursed" => loan.Disbursed,
        "portion" => loan.Guaranteed,
        _ => loan.InRecession ? 1 : 0,
    };

    private static BorrowerProfile Profile(RuleSet rules, SbaLoan loan)
    {
        var stored = SmallRules.Stored(
            "loan", SmallRules.Noon, 1, ("is_new", Flag(loan.IsNew)), ("real_estate", Flag(loan.HasRealEstate)),
            ("disbursed", FormattableString.Invariant($"{loan.Disbursed:R}")),
            ("guaranteed", FormattableString.Invariant($"{loan.Guaranteed:R}")), ("recession", Flag(loan.InRecession)));
        return BorrowerProfileReader.Read(rules.Layout, stored, [], SmallRules.Noon);
    }

    private static string Flag(bool value) => value ? "true" : "false";
}
