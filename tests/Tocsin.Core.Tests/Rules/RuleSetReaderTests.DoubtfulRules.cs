using Tocsin.Core.Rules;
using Tocsin.Core.Tests.Broken;
using Xunit;

namespace Tocsin.Core.Tests.Rules;

public partial class RuleSetReaderTests
{
    private static readonly DateOnly _asOf = new(2026, 6, 30);

    public static TheoryData<string> DoubtfulRuleNames => [.. BrokenRules.DoubtfulNames];

    [Theory]
    [MemberData(nameof(DoubtfulRuleNames))]
    public void Read_DoubtfulRules_WarnsOfExactlyTheFaultAndReadsTheSet(string name)
    {
        var rules = BrokenRules.ReadDoubtful(name);

        var reading = RuleSetReader.Read(rules.Files(), _asOf);

        Assert.Equal(
            rules.Expected.Select(problem => Line(problem.Code, problem.File, problem.JsonPath, problem.Column))
                .Order(),
            reading.Problems.Select(problem => Line(problem.Code, problem.File, problem.JsonPath, problem.Column))
                .Order());
        Assert.All(reading.Problems, problem => Assert.Equal(ProblemSeverity.Warning, problem.Severity));
        Assert.NotNull(reading.RuleSet);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("2026-06-29")]
    public void Read_ReviewDateNotPast_IsNoProblem(string? asOf)
    {
        var rules = BrokenRules.ReadDoubtful("review-overdue");

        var reading = RuleSetReader.Read(rules.Files(), asOf is null ? null : DateOnly.Parse(asOf, null));

        Assert.Empty(reading.Problems);
    }

    [Fact]
    public void DoubtfulRules_ShowEveryWarningThatTheReadmeLists()
    {
        var text = File.ReadAllText(Path.Combine(ShippedRules.Folder, "README.md"));
        var section = text.Split("## What the check warns of")[1].Split("##")[0];
        var listed = section.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => line.Split('|')[1].Split(',')).Select(code => code.Trim(' ', '`'));

        var shown = BrokenRules.DoubtfulNames.Select(BrokenRules.ReadDoubtful).SelectMany(rules => rules.Expected)
            .Select(problem => problem.Code).Distinct();

        Assert.Equal(listed.Order(), shown.Order());
    }
}
