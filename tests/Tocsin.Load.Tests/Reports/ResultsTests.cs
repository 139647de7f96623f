using System.Text.Json;
using System.Xml.Linq;
using Tocsin.Load.Loads;
using Tocsin.Load.Reports;
using Tocsin.Load.Servers;
using Xunit;

namespace Tocsin.Load.Tests.Reports;

public sealed class ResultsTests
{
    private static readonly ServerUsage _nothing = new(0, TimeSpan.Zero, TimeSpan.Zero, 0, 0);
    private static readonly LoadPlan _plan = new(TimeSpan.FromSeconds(1), 1, 1, 1, 1, 1);

    [Fact]
    public void Write_ServerThatAnsweredNothingRight_IsToldAndDoesNotStopTheRest()
    {
        var load = Load(answered: false);
        var figures = new ContenderFigures("broken <server>", [load], [new OpenFigures(0.5, 10, load)]);

        var (data, page, text) = Write(new ScenarioReport("s", "A scenario.") { Contenders = [figures] });

        var server = data.GetProperty("servers")[0];
        Assert.Equal(2, server.GetProperty("wrong").GetInt64());
        Assert.Equal(JsonValueKind.Null, server.GetProperty("closed")[0].GetProperty("latency_ms").ValueKind);
        Assert.False(data.GetProperty("is_sound").GetBoolean());
        const string fault = "FAULT broken <server>: 2 calls; the first: refused";
        Assert.Contains(fault, text, StringComparison.Ordinal);
        Assert.Contains(fault, page.Root!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_FiguresAndCurvesWithoutServers_AreToldAndDrawn()
    {
        var (data, page, text) = Write(new ScenarioReport("s", "A scenario.")
        {
            Figures = [new NamedFigure("of something", 12.5, "ms")],
            Curves = [new LatencyCurve("while it went on", "one", Load(answered: true).Latencies)],
            Faults = ["something was lost"],
        });

        Assert.Equal(12.5, data.GetProperty("figures")[0].GetProperty("value").GetDouble());
        Assert.NotEqual(0, data.GetProperty("curves")[0].GetProperty("latencies").GetArrayLength());
        Assert.Single(page.Descendants(), element => element.Name.LocalName == "svg");
        Assert.Contains("12.5 ms", text, StringComparison.Ordinal);
        Assert.Contains("FAULT something was lost", text, StringComparison.Ordinal);
    }

    private static LoadFigures Load(bool answered)
    {
        var tally = new CallTally();
        tally.Add(0, answered ? null : "refused");
        return LoadFigures.Of([tally], TimeSpan.FromSeconds(1), _nothing);
    }

    private static (JsonElement Data, XDocument Page, string Text) Write(ScenarioReport report)
    {
        var results = new Results(
            new Dictionary<string, string>(), _plan, DateTimeOffset.UnixEpoch, TimeSpan.Zero, [report]);
        using var text = new StringWriter();
        ReportText.Write(text, report);
        RatioText.Write(text, RatioRow.Of([report]));
        using var data = JsonDocument.Parse(ResultsJson.Write(results));
        return (data.RootElement.GetProperty("scenarios")[0].Clone(), XDocument.Parse(ResultsPage.Write(results)),
            text.ToString());
    }
}
