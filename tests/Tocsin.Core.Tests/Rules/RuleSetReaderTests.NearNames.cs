using Tocsin.Core.Rules;
using Tocsin.Core.Tests.Broken;
using Xunit;

namespace Tocsin.Core.Tests.Rules;

public partial class RuleSetReaderTests
{
    [Theory]
    [InlineData("warnings.json", "\"own\"", "\"owns\"", "owns")]
    [InlineData(
        "workflows/early_warning_dq.json", "\"A02\"", "\"A0Z\"", "A0")]
    [InlineData(
        "workflows/scorecard.json", "\"reason\": \"S01\"", "\"reason\": \"S0Z\"", "S0")]
    [InlineData(
        "policies/mse_working_capital.json", "\"accounts.dscr_ratio\"", "\"accounts.dscr_rato\"",
        "accounts.dscr_ratio")]
    [InlineData(
        "policies/sba_lmt_2018.json", "\"log_odds_of_default\"", "\"log_odds_of_defaults\"", "log_odds_of_default")]
    [InlineData(
        "examples/sba_lmt_2018.json", "\"product\": \"sba-lmt-2018\"", "\"product\": \"sba-lmt-201\"", "sba-lmt-2018")]
    public void Read_NameThatIsNearlyKnown_NamesTheNearest(string file, string written, string misspelt, string nearest)
    {
        var edit = new RuleEdit(file, written, misspelt, null, false, null);
        var rules = new BrokenRules("One name is misspelt.", [edit], []);

        var reading = RuleSetReader.Read(rules.Files());

        Assert.Contains(reading.Problems, problem => problem.Code.EndsWith("_UNKNOWN", StringComparison.Ordinal)
            && problem.Message.Contains($"Did you mean '{nearest}", StringComparison.Ordinal));
    }
}
