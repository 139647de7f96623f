using System.Text.Json;
using System.Xml.Linq;
using Tocsin.Cli.Tests.Backtesting;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class BacktestCommandTests
{
    private static readonly string[] _split = ["--split", "T == 1", "--part-names", "train,test"];

    /// <summary>Li, Mickel and Taylor (2018): the published table, and what follows from the published model.</summary>
    [Fact]
    public async Task Run_PublishedModelOnItsLoans_GivesItsFigures()
    {
        var loans = SharedData.Require("sba/sba-case.csv");
        var mapping = Path.Combine(
            SharedData.Root, "tests", "Tocsin.Cli.Tests", "Backtesting", "sba-lmt-2018.mapping.json");

        var result = await ToolResult.OfAsync(
            "backtest", Path.Combine(SharedData.Root, "rules"), loans, "--product", "sba-lmt-2018",
            "--mapping", mapping, "--psi-cuts", "0.1,0.2,0.3,0.4,0.5", "--json", "-");

        Assert.Equal((ExitCode.Done, ""), (result.ExitCode, result.Error));
        var parts = SmallLoans.Parts(result.Out);
        // 0.752734 and 0.734641, ties counted half: loans alike have one PD, so that nothing must split them.
        Assert.Equal((0.7527, 0.7346), Figures(parts, "auc"));
        Assert.Equal((0.4133, 0.3857), Figures(parts, "ks"));
        Assert.Equal(0.0088, Math.Round(SmallLoans.Figure(parts["test"], "psi")!.Value, 4));
        Assert.Equal((31, 14, 324, 682), Confusion(parts["test"]));
        Assert.All(parts.Values, part => Assert.Equal(1_051, part.GetProperty("decisions").GetInt64()));
    }

    [Fact]
    public async Task Run_ScorecardWithOutcomes_GivesWhatHandsGive()
    {
        using var loans = new SmallLoans();

        var result = await loans.RunAsync([.. _split, "--json", "-", "--cut", "0.1"]);

        Assert.Equal((ExitCode.Done, ""), (result.ExitCode, result.Error));
        var parts = SmallLoans.Parts(result.Out);
        var test = parts["test"];
        Assert.Equal(1, SmallLoans.Figure(parts["train"], "auc"));
        // Of four pairs of a bad and a good one, two are in order and one is a tie.
        Assert.Equal(0.625, SmallLoans.Figure(test, "auc"));
        Assert.Equal((0.5, 6), (SmallLoans.Figure(test, "ks"), test.GetProperty("ks_at").GetDouble()));
        // Bins end at 0 and 6 points; shares go from 1/4, 1/4, 1/2 to 1/2, 1/4, 1/4: 0.25 ln 2 + 0.25 ln 2.
        Assert.Equal(0.5 * Math.Log(2), SmallLoans.Figure(test, "psi")!.Value, 12);
        Assert.Null(SmallLoans.Figure(parts["train"], "psi"));
        Assert.Equal("the others are compared with this part",
            parts["train"].GetProperty("absent").GetProperty("psi").GetString());
        // Without points the odds are 148 / 2^5, which is a PD of 0.178: above the cut.
        Assert.Equal((1, 1, 1, 1), Confusion(test));
        var age = test.GetProperty("characteristics").EnumerateArray().Single();
        // A quarter went from the best bin to that of missing values, which was empty and counts as 1e-4.
        Assert.Equal((-0.25 * Math.Log(0.5)) + (0.2499 * Math.Log(2_500)), age.GetProperty("psi").GetDouble(), 12);
        Assert.Equal(-2.5, age.GetProperty("score_shift").GetDouble());
    }

    [Fact]
    public async Task Run_Table_ShowsThePartsSideBySideAndWhatIsAbsent()
    {
        using var loans = new SmallLoans();

        var result = await loans.RunAsync(_split);

        Assert.Equal(["AUC", "1.0000", "0.6250"], Row(result.Out, "AUC"));
        Assert.Equal(["PSI", "-", "0.3466 (major shift)"], Row(result.Out, "PSI"));
        Assert.Equal(["defaulted", "1 (25 %)", "2 (50 %)"], Row(result.Out, "defaulted"));
        Assert.Equal(
            ["> 6", "2 (50 %)", "0 %", "1 (25 %)", "0 %", "50 %", "0.1733"], Row(result.Out, "> 6"));
        Assert.Contains("test: no high-side overrides", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_BadRows_AreNamedAndTheRestGoesOn()
    {
        using var loans = new SmallLoans();
        var filler = string.Concat(Enumerable.Repeat("5,N,0,1\n", 20));

        var result = await loans.RunAsync(
            $"{SmallLoans.Headers}5,N,0,1\nold,N,0,1\n3,N\n1,N,1,\n5,N,,0\n{filler}", [.. _split, "--json", "-"]);

        Assert.Equal(ExitCode.Refused, result.ExitCode);
        using var json = JsonDocument.Parse(result.Out);
        Assert.Equal(25, json.RootElement.GetProperty("rows").GetInt32());
        Assert.Equal(3, json.RootElement.GetProperty("refused").GetInt32());
        Assert.Equal(
            ["3 Years VALUE_INVALID", "4  ROW_UNREADABLE", "5  PART_UNKNOWN"],
            json.RootElement.GetProperty("refusals").EnumerateArray().Select(one =>
                $"{one.GetProperty("line")} {one.GetProperty("column")} {one.GetProperty("reason")}"));
        // An empty outcome is unknown, not paid.
        var test = SmallLoans.Parts(result.Out)["test"].GetProperty("defaults");
        Assert.Equal((0, 1), (test.GetProperty("good").GetInt32(), test.GetProperty("unknown").GetInt32()));
    }

    [Fact]
    public async Task Run_SameRequestWithin24Hours_CountsTheLast()
    {
        using var loans = new SmallLoans();
        const string text = "Years,Frozen,Bad,T,Id,Req,When\n"
            + "5,N,0,1,b1,r1,2026-01-02T10:00:00Z\n5,N,0,1,b1,r1,2026-01-01T10:00:00Z\n"
            + "3,N,0,1,b1,r1,2026-01-03T11:00:00Z\n5,N,0,1,b2,r1,2026-01-01T10:00:00Z\n";

        var result = await loans.RunAsync(
            text, "--borrower-column", "Id", "--request-column", "Req", "--as-of-column", "When", "--json", "-");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        using var json = JsonDocument.Parse(result.Out);
        Assert.Equal(1, json.RootElement.GetProperty("repeated").GetInt32());
        var all = SmallLoans.Parts(result.Out)["all"];
        Assert.Equal(3, all.GetProperty("decisions").GetInt32());
        Assert.Equal("2026-01-03T11:00:00+00:00", all.GetProperty("to").GetString());
    }

    [Fact]
    public async Task Run_RequestsWithoutABorrowersColumn_RepeatByTheirId()
    {
        using var loans = new SmallLoans();

        var result = await loans.RunAsync(
            "Years,Frozen,Bad,Req\n5,N,0,r1\n5,N,0,r1\n5,N,0,\n5,N,0,\n", "--request-column", "Req", "--json", "-");

        Assert.Equal(3, SmallLoans.Parts(result.Out)["all"].GetProperty("decisions").GetInt32());
    }

    [Fact]
    public async Task Run_StoredBaseline_IsComparedWith()
    {
        using var loans = new SmallLoans();
        var baseline = loans.Rules.PathOf("baseline.txt");

        var stored = await loans.RunAsync([.. _split, "--save-baseline", baseline]);
        var result = await loans.RunAsync(["--baseline", baseline, "--json", "-"]);

        Assert.Equal((ExitCode.Done, ExitCode.Done), (stored.ExitCode, result.ExitCode));
        // By hand: of all eight 3/8, 1/4 and 3/8 against 1/4, 1/4 and 1/2.
        var psi = (0.125 * Math.Log(1.5)) + (-0.125 * Math.Log(0.75));
        Assert.Equal(psi, SmallLoans.Figure(SmallLoans.Parts(result.Out)["all"], "psi")!.Value, 12);
    }

    [Theory]
    [InlineData("{", "is no baseline")]
    [InlineData("{\"tocsin_baseline\": 7}", "its tocsin_baseline is 7")]
    public async Task Run_BadBaseline_IsRefused(string text, string expected)
    {
        using var loans = new SmallLoans();
        loans.Rules.Write("baseline.txt", text);

        var result = await loans.RunAsync(["--baseline", loans.Rules.PathOf("baseline.txt")]);

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("is neither true nor false", "--granted", "Bad + 1")]
    [InlineData("Did you mean", "--split", "Tt == 1")]
    [InlineData("no feature of the rules", "--set", "firm.agee=Years")]
    [InlineData("no column 'Aeg'", "--map", "Aeg=firm.age_months")]
    [InlineData("no column 'Id'", "--borrower-column", "Id")]
    [InlineData("it can be number", "--type", "Years=length")]
    [InlineData("numbers that ascend", "--psi-cuts", "0.2,0.1")]
    [InlineData("two parts", "--part-names", "train")]
    [InlineData("--cut is from 0 to 1", "--cut", "2")]
    public async Task Run_WrongOption_SaysWhat(string expected, params string[] arguments)
    {
        using var loans = new SmallLoans();

        var result = await loans.RunAsync(arguments);

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_UnknownProduct_EndsWithFive()
    {
        using var loans = new SmallLoans();
        loans.Rules.Write("loans.txt", SmallLoans.Headers + SmallLoans.Rows);

        var result = await ToolResult.OfAsync(
            "backtest", loans.Rules.Folder, loans.Rules.PathOf("loans.txt"), "--product", "lone");

        Assert.Equal(ExitCode.NotFound, result.ExitCode);
        Assert.Contains("they have loan", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_RulesWithProblems_EndsWithThree()
    {
        using var loans = new SmallLoans();
        loans.Rules.Write("parameters.json", "{}");

        var result = await loans.RunAsync();

        Assert.Equal(ExitCode.RulesHaveProblems, result.ExitCode);
        Assert.Contains("p.cases_max", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Html_WritesOnePageThatStandsAlone()
    {
        using var loans = new SmallLoans();
        var file = loans.Rules.PathOf("report.html");

        await loans.RunAsync(["--split", "T == 1", "--part-names", "<train>,te&st\u0001", "--html", file]);

        var page = XDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        XNamespace svg = "http://www.w3.org/2000/svg";
        Assert.Equal(
            ["Spread of the scores", "ROC", "KS of <train>", "KS of te&st\ufffd", "Calibration by grade, <train>",
                "Calibration by grade, te&st\ufffd", "PSI of te&st\ufffd"],
            page.Descendants(svg + "svg").Select(drawing => drawing.Element(svg + "title")!.Value));
        Assert.DoesNotContain(page.Descendants(), one => one.Name.LocalName is "script" or "link" or "img");
        Assert.Contains("AUC", page.Descendants("th").Select(cell => cell.Value));
    }

    [Fact]
    public async Task Run_Granted_CountsOverrides()
    {
        using var loans = new SmallLoans();
        const string text = "Years,Frozen,Bad,T,Booked\n5,N,0,1,no\n5,N,0,1,yes\n5,Y,0,1,yes\n5,N,0,1,\n";

        var result = await loans.RunAsync(
            text, "--granted", "Booked == \"yes\" ? true : (Booked == \"no\" ? false : null)", "--json", "-");

        Assert.Equal((ExitCode.Done, ""), (result.ExitCode, result.Error));
        var all = SmallLoans.Parts(result.Out)["all"];
        Assert.Equal(0.5, SmallLoans.Figure(all, "override_rate_high_side"));
        Assert.Equal(1, SmallLoans.Figure(all, "override_rate_low_side"));
    }

    private static (double Train, double Test) Figures(Dictionary<string, JsonElement> parts, string name) => (
        Math.Round(SmallLoans.Figure(parts["train"], name)!.Value, 4),
        Math.Round(SmallLoans.Figure(parts["test"], name)!.Value, 4));

    private static (long, long, long, long) Confusion(JsonElement part)
    {
        var counts = part.GetProperty("confusion");
        return (counts.GetProperty("true_bad").GetInt64(), counts.GetProperty("false_bad").GetInt64(),
            counts.GetProperty("missed_bad").GetInt64(), counts.GetProperty("true_good").GetInt64());
    }

    private static string[] Row(string output, string name) => output.Split('\n')
        .Where(line => line.StartsWith('│'))
        .Select(line => line.Trim().Trim('│').Split('│', StringSplitOptions.TrimEntries))
        .First(cells => cells[0] == name);
}
