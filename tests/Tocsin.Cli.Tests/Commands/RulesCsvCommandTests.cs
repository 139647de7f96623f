using System.Text;
using Tocsin.Core.Rules;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class RulesCsvCommandTests : IDisposable
{
    private readonly SmallRuleFolder _rules = new();

    private string Csv => _rules.PathOf("table.csv");

    public void Dispose() => _rules.Dispose();

    [Fact]
    public async Task Export_Parameters_AreUtf8WithAMarkAndARowEach()
    {
        var result = await ToolResult.OfAsync("rules", "csv", "export", _rules.Folder, Csv);

        Assert.Equal((ExitCode.Done, ""), (result.ExitCode, result.Out));
        var content = await File.ReadAllBytesAsync(Csv, TestContext.Current.CancellationToken);
        Assert.Equal([0xEF, 0xBB, 0xBF], content[..3]);
        Assert.Equal(
            "name,value,type,unit,source,owner,review_date,title_zh,title_en\r\n"
            + "cases_max,3,integer,count,,,,案件数,Cases\r\n"
            + "debt_red,0.90,,ratio,\"专家经验, \"\"usual\"\"\",,2027-05-31,,\r\n",
            Encoding.UTF8.GetString(content[3..]));
    }

    [Theory]
    [InlineData("parameters.json", "")]
    [InlineData("workflows/all.json", "age")]
    public async Task Import_WhatWasExported_ChangesNoByte(string file, string bins)
    {
        var before = _rules.Read(file);
        string[] option = bins.Length == 0 ? [] : ["--bins", bins];
        await ToolResult.OfAsync(["rules", "csv", "export", _rules.Folder, Csv, .. option]);

        var result = await ToolResult.OfAsync(["rules", "csv", "import", _rules.Folder, Csv, .. option]);

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Contains("has these values already", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, _rules.Read(file));
    }

    [Fact]
    public async Task Import_ChangedAndNewParameters_LeavesEverythingElseAsItWas()
    {
        await WriteAsync("""
            name,value,unit,review_date,title_en
            debt_red,0.85,ratio,2028/1/5,Debt
            debt_orange,0.7,ratio,,
            """);

        var result = await ImportAsync();

        Assert.Equal((ExitCode.Done, ""), (result.ExitCode, result.Out));
        Assert.Equal(
            SmallRuleFolder.Parameters
                .Replace("0.90", "0.85", StringComparison.Ordinal)
                .Replace("\"2027-05-31\"", "\"2028-01-05\",\n      \"title\": {\"en\": \"Debt\"}",
                    StringComparison.Ordinal)
                .Replace("\n    }\n  ]",
                    "\n    },\n    {\"name\": \"debt_orange\", \"value\": 0.7, \"unit\": \"ratio\"}\n  ]",
                    StringComparison.Ordinal),
            _rules.Read("parameters.json"));
        var reading = RuleSetReader.Read(RuleFolder.Read(_rules.Folder));
        Assert.Equal(0.85, reading.RuleSet!.Parameters["debt_red"].Value.AsNumber);
        Assert.Equal(0.7, reading.RuleSet.Parameters["debt_orange"].Value.AsNumber);
    }

    [Fact]
    public async Task Import_EmptyCell_TakesTheValueAway()
    {
        await WriteAsync("name,review_date\ndebt_red,\n");

        await ImportAsync();

        Assert.Contains("\"review_date\": null", _rules.Read("parameters.json"), StringComparison.Ordinal);
        Assert.NotNull(RuleSetReader.Read(RuleFolder.Read(_rules.Folder)).RuleSet);
    }

    [Theory]
    [InlineData("name,value\ndebt_red,much\n", "Line 2, column 2 (value): 'much' is no number; write 1234.5.")]
    [InlineData("name,value\ndebt_red,\"1,5\"\n", "Line 2, column 2 (value): '1,5' is no number; write 1234.5.")]
    [InlineData("value,name\n3.5,cases_max\n", "Line 2, column 1 (value): '3.5' is no whole number.")]
    [InlineData("name,value\ndebt_red,1\ndebt_red,2\n",
        "Line 3, column 1 (name): 'debt_red' stands in a row above, too.")]
    [InlineData("name,value\n,1\n", "Line 2, column 1 (name): a row needs the parameter's name.")]
    [InlineData("name,worth\ndebt_red,1\n", "Line 1, column 2 (worth): columns are name, value, type, unit, source, "
        + "owner, review_date, title_zh, title_en, each once.")]
    [InlineData("name,review_date\ndebt_red,soon\n",
        "Line 2, column 2 (review_date): 'soon' is no date: write yyyy-MM-dd.")]
    [InlineData("name,value\nnew_one,\n", "Line 2, column 2 (value): a new parameter needs a value.")]
    [InlineData("name,value\ndebt_red\n", "Line 2: it has 1 cells; there are 2 columns.")]
    [InlineData("name,value,type\nnew_one,1,double\n",
        "Line 2, column 3 (type): 'double' must be number, integer, flag, text, date, or empty.")]
    public async Task Import_CellThatCannotBeTaken_IsNamedByLineAndColumn(string table, string message)
    {
        await WriteAsync(table);

        var result = await ImportAsync();

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Equal("tocsin: " + message, result.Error.TrimEnd());
        Assert.Equal(SmallRuleFolder.Parameters, _rules.Read("parameters.json"));
    }

    [Fact]
    public async Task Export_Bins_HaveARowEachAndOneForMissing()
    {
        var result = await ToolResult.OfAsync("rules", "csv", "export", _rules.Folder, "-", "--bins", "age");

        Assert.Equal("bin,below,in,points\r\n1,24,,0\r\n2,60,,6\r\n3,,,10\r\nmissing,,,0\r\n", result.Out);
    }

    [Fact]
    public async Task Import_Bins_TakeThePlaceOfThoseThere()
    {
        var before = _rules.Read("workflows/all.json");
        await WriteAsync("bin,below,in,points\n1,12,,0\n2,24,,3\n3,60,,6\n4,,,10\nmissing,,,-2\n");

        var result = await ImportAsync("--bins", "card/age");

        Assert.Equal((ExitCode.Done, ""), (result.ExitCode, result.Out));
        Assert.Equal(
            before.Replace(
                """[{"below": 24, "points": 0}, {"below": 60""",
                """[{"below": 12, "points": 0}, {"below": 24, "points": 3}, {"below": 60""", StringComparison.Ordinal)
                .Replace("""missing": {"points": 0}""", """missing": {"points": -2}""", StringComparison.Ordinal),
            _rules.Read("workflows/all.json"));
    }

    [Theory]
    [InlineData("bin,below,in,points\n1,24,,six\n2,,,10\n", "Line 2, column 4 (points): 'six' is no whole number.", 1)]
    [InlineData("bin,below,in,points\n1,24,a,6\n2,,,10\n",
        "Line 2, column 3 (in): a bin takes numbers below a bound, or some texts, not both.", 1)]
    [InlineData("bin,below,in,points\n1,60,,0\n2,24,,6\n3,,,10\n", "Nothing was written: workflows/all.json", 3)]
    public async Task Import_BinsThatCannotBe_AreRefused(string table, string message, int exitCode)
    {
        var before = _rules.Read("workflows/all.json");
        await WriteAsync(table);

        var result = await ImportAsync("--bins", "age");

        Assert.Equal(exitCode, (int)result.ExitCode);
        Assert.StartsWith("tocsin: " + message, result.Error, StringComparison.Ordinal);
        Assert.Equal(before, _rules.Read("workflows/all.json"));
    }

    [Fact]
    public async Task Import_BinsOfTexts_AreSplitAtBars()
    {
        _rules.Write("workflows/all.json", _rules.Read("workflows/all.json").Replace(
            """[{"below": 24, "points": 0}, {"below": 60, "points": 6}, {"points": 10}]""",
            """[{"in": ["a"], "points": 1}]""", StringComparison.Ordinal).Replace(
            "\"value\": \"firm.age_months\"", "\"value\": \"firm.sector\"", StringComparison.Ordinal));
        _rules.Write("features.json", _rules.Read("features.json").Replace(
            """{"name":"cases",""", """{"name":"sector","type":"text"},{"name":"cases",""", StringComparison.Ordinal));
        await WriteAsync("bin,below,in,points\n1,,餐饮 | b,3\n");

        var result = await ImportAsync("--bins", "age");

        Assert.Equal((ExitCode.Done, ""), (result.ExitCode, result.Out));
        Assert.Contains("""[{"in": ["餐饮", "b"], "points": 3}]""", _rules.Read("workflows/all.json"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_FileThatExistsOrNameThatDoesNot_IsRefused()
    {
        await WriteAsync("mine");

        var taken = await ToolResult.OfAsync("rules", "csv", "export", _rules.Folder, Csv);
        var unknown = await ToolResult.OfAsync("rules", "csv", "export", _rules.Folder, "-", "--bins", "agee");

        Assert.Equal((ExitCode.Usage, ExitCode.NotFound), (taken.ExitCode, unknown.ExitCode));
        Assert.Equal("mine", _rules.Read("table.csv"));
    }

    private Task WriteAsync(string table) =>
        File.WriteAllTextAsync(Csv, table, TestContext.Current.CancellationToken);

    private Task<ToolResult> ImportAsync(params string[] options) =>
        ToolResult.OfAsync(["rules", "csv", "import", _rules.Folder, Csv, .. options]);
}
