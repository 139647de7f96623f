using System.Text.Json;
using System.Xml.Linq;
using Tocsin.Cli.Tests.Backtesting;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class JournalReportCommandTests
{
    private static readonly RecordedOutcome _booked = SampleJournal.Became(DecisionResult.Booked, SampleJournal.At);
    private static readonly RecordedOutcome _defaulted =
        SampleJournal.Became(DecisionResult.Defaulted, SampleJournal.At.AddMonths(3));

    // As the rows of SmallLoans with T = 0.
    private static readonly JournaledDecision[] _loans =
    [
        SampleJournal.Scored(1, 3, _booked), SampleJournal.Scored(2, 2, _booked, _defaulted),
        SampleJournal.Scored(3, 1, _defaulted), SampleJournal.Scored(4, 0, _booked),
    ];

    [Fact(Timeout = 60_000)]
    public async Task Report_BaselineOfABacktest_GivesWhatTheBacktestGives()
    {
        await using var tool = await ToolFixture.StartAsync();
        using var loans = new SmallLoans();
        var baseline = tool.PathOf("baseline.json");
        string[] split = ["--split", "T == 1", "--part-names", "train,test"];
        var backtest = await loans.RunAsync([.. split, "--save-baseline", baseline, "--cut", "0.1", "--json", "-"]);
        tool.Services.Journaled = () => SampleJournal.Listed(_loans);

        var result = await tool.RunAsync(
            $"journal report loan --rules {loans.Rules.Folder} --baseline {baseline} --cut 0.1 --json -");

        Assert.Equal((ExitCode.Done, ""), (result.ExitCode, result.Error));
        var expected = SmallLoans.Parts(backtest.Out)["test"];
        var all = SmallLoans.Parts(result.Out)["all"];
        string[] figures = ["auc", "ks", "psi", "misclassified", "approval_rate"];
        Assert.All(figures, name =>
            Assert.Equal(SmallLoans.Figure(expected, name)!.Value, SmallLoans.Figure(all, name)!.Value, 12));
        string[] same = ["characteristics", "confusion", "bins", "defaults"];
        Assert.All(same, name =>
            Assert.Equal($"{expected.GetProperty(name)}", $"{all.GetProperty(name)}"));
        // Read twice, without values, over the same period.
        var requests = tool.Services.Requests.Cast<ListDecisionsRequest>().ToList();
        Assert.Equal(requests[0], requests[1]);
        Assert.Equal(("loan", true), (requests[0].Product, requests[0].WithoutInputs));
    }

    [Fact(Timeout = 60_000)]
    public async Task Report_WithoutRules_NumbersBinsAndComparesWithItself()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Journaled = () => SampleJournal.Listed(_loans);
        var baseline = tool.PathOf("baseline.json");

        var saved = await tool.RunAsync($"journal report loan --save-baseline {baseline}");
        var result = await tool.RunAsync($"journal report loan --baseline {baseline} --json -");

        Assert.Equal((ExitCode.Done, ExitCode.Done), (saved.ExitCode, result.ExitCode));
        Assert.Equal(["bin 2", "6", "1"], Row(saved.Out, "bin 2")[..3]);
        var all = SmallLoans.Parts(result.Out)["all"];
        Assert.Equal(0, SmallLoans.Figure(all, "psi"));
        var age = all.GetProperty("characteristics").EnumerateArray().Single();
        Assert.Equal(0, age.GetProperty("psi").GetDouble());
        Assert.Equal(["bin 1", "bin 2", "bin 3", "missing"],
            age.GetProperty("bins").EnumerateArray().Select(bin => bin.GetProperty("bin").GetString()));
        Assert.Equal(["good", "bad"],
            all.GetProperty("grades").EnumerateArray().Select(grade => grade.GetProperty("grade").GetString()));
    }

    [Fact(Timeout = 60_000)]
    public async Task Report_BinsOfOtherRules_AreNotTakenForThese()
    {
        await using var tool = await ToolFixture.StartAsync();
        using var loans = new SmallLoans();
        var other = SampleJournal.Scored(5, 2, _booked);
        other.Answer.Score.Characteristics[0].Points = 7;
        tool.Services.Journaled = () => SampleJournal.Listed([.. _loans, other]);

        var result = await tool.RunAsync($"journal report loan --rules {loans.Rules.Folder} --json -");

        var age = SmallLoans.Parts(result.Out)["all"].GetProperty("characteristics").EnumerateArray().Single();
        Assert.Equal(["< 24", "24 to < 60", ">= 60", "missing", "bin 2 of other rules"],
            age.GetProperty("bins").EnumerateArray().Select(bin => bin.GetProperty("bin").GetString()));
        using var json = JsonDocument.Parse(result.Out);
        Assert.Equal(5, json.RootElement.GetProperty("other_rules").GetInt32());
    }

    [Fact(Timeout = 60_000)]
    public async Task Report_RepeatsAndDecisionsOfUnknownProduct_DoNotCount()
    {
        await using var tool = await ToolFixture.StartAsync();
        var again = SampleJournal.Scored(5, 1);
        (again.BorrowerId, again.Answer.RequestId) = (_loans[0].BorrowerId, _loans[0].Answer.RequestId);
        var foreign = SampleJournal.Scored(6, 1);
        foreign.Answer.Product = "";
        tool.Services.Journaled = () => SampleJournal.Listed([.. _loans, again, foreign]);

        var result = await tool.RunAsync("journal report loan --json -");

        using var json = JsonDocument.Parse(result.Out);
        Assert.Equal((6, 1, 1), (
            json.RootElement.GetProperty("read").GetInt32(), json.RootElement.GetProperty("repeated").GetInt32(),
            json.RootElement.GetProperty("product_unknown").GetInt32()));
        var all = SmallLoans.Parts(result.Out)["all"];
        Assert.Equal(4, all.GetProperty("decisions").GetInt32());
        // The first was booked; of the one that counts in its place nothing is known.
        Assert.Equal(1, all.GetProperty("defaults").GetProperty("good").GetInt32());
    }

    [Fact(Timeout = 60_000)]
    public async Task Report_JournaledBetweenTheReadings_DoesNotCount()
    {
        await using var tool = await ToolFixture.StartAsync();
        var readings = 0;
        tool.Services.Journaled = () => SampleJournal.Listed(
            readings++ == 0 ? _loans : [.. _loans, SampleJournal.Scored(7, 1)]);

        var result = await tool.RunAsync("journal report loan --json -");

        Assert.Equal(4, SmallLoans.Parts(result.Out)["all"].GetProperty("decisions").GetInt32());
    }

    [Fact(Timeout = 60_000)]
    public async Task Report_Overrides_AreUnknownWhereNothingIsRecorded()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Journaled = () => SampleJournal.Listed(SampleJournal.Scored(1, 3), SampleJournal.Scored(2, 2));
        var nothing = await tool.RunAsync("journal report loan --json -");
        tool.Services.Journaled = () => SampleJournal.Listed(
            SampleJournal.Scored(1, 3), SampleJournal.Scored(2, 2, SampleJournal.Overridden(Outcome.Decline)));
        var one = await tool.RunAsync("journal report loan --json -");

        Assert.Null(SmallLoans.Figure(SmallLoans.Parts(nothing.Out)["all"], "override_rate_high_side"));
        Assert.Equal(0.5, SmallLoans.Figure(SmallLoans.Parts(one.Out)["all"], "override_rate_high_side"));
    }

    [Fact(Timeout = 60_000)]
    public async Task Report_Html_WritesAPageAndDamageIsToldOnce()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Journaled = () =>
            [new ListDecisionsResponse { Problem = SampleJournal.Problem() }, .. SampleJournal.Listed(_loans)];
        var file = tool.PathOf("report.html");

        var result = await tool.RunAsync($"journal report loan --html {file}");

        Assert.Equal(ExitCode.JournalDamaged, result.ExitCode);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal("html", XDocument.Parse(text).Root!.Name.LocalName);
    }

    [Fact(Timeout = 60_000)]
    public async Task Report_NoDecision_SaysSoAndStoresNoBaseline()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Journaled = () => [];
        var baseline = tool.WriteFile("baseline.json", "as before");

        var empty = await tool.RunAsync("journal report lone");
        var saving = await tool.RunAsync($"journal report lone --save-baseline {baseline}");

        Assert.Equal((ExitCode.Done, ExitCode.NotFound), (empty.ExitCode, saving.ExitCode));
        Assert.Contains("No decision of this product", empty.Error, StringComparison.Ordinal);
        Assert.Equal(
            "as before", await File.ReadAllTextAsync(baseline, TestContext.Current.CancellationToken));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("--horizon 0", "--horizon is from 1 to 600")]
    [InlineData("--cut 2", "--cut is from 0 to 1")]
    [InlineData("--from yesterday", "is not a moment")]
    public async Task Report_WrongOption_SaysWhat(string words, string expected)
    {
        await using var tool = await ToolFixture.StartAsync();

        var result = await tool.RunAsync($"journal report loan {words}");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    private static string[] Row(string output, string first) => output.Split('\n')
        .Where(line => line.StartsWith('│'))
        .Select(line => line.Trim().Trim('│').Split('│', StringSplitOptions.TrimEntries))
        .First(cells => cells[0] == first);
}
