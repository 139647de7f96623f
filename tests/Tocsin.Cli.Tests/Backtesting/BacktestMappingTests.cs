using Tocsin.Cli.Backtesting;
using Xunit;

namespace Tocsin.Cli.Tests.Backtesting;

public sealed class BacktestMappingTests
{
    [Fact]
    public void Read_TheMappingOfThePublishedModel_SaysWhatItsColumnsMean()
    {
        var mapping = BacktestMapping.Read(new FileInfo(Path.Combine(
            SharedData.Root, "tests", "Tocsin.Cli.Tests", "Backtesting", "sba-lmt-2018.mapping.json")));

        Assert.Equal("SBA_Appv / GrAppv", mapping.Set["sba_loan.guaranteed_fraction"]);
        Assert.Equal(("Default == 1", "Selected == 1"), (mapping.Outcome, mapping.Split));
        Assert.Equal(["train", "test"], mapping.PartNames);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"sett\": {}}")]
    [InlineData("{\"set\": {\"a\": 1}}")]
    [InlineData("{\"set\": null}")]
    public void Read_NoMapping_IsRefused(string text)
    {
        using var folder = new SmallRuleFolder();
        folder.Write("mapping.txt", text);

        var failure = Assert.Throws<CommandFailedException>(
            () => BacktestMapping.Read(new FileInfo(folder.PathOf("mapping.txt"))));

        Assert.Equal(ExitCode.Usage, failure.ExitCode);
    }

    [Fact]
    public void Merge_SameName_TakesWhatIsAdded() => Assert.Equal(
        new Dictionary<string, string> { ["a"] = "2", ["b"] = "1" },
        BacktestMapping.Merge(new() { ["a"] = "1", ["b"] = "1" }, new Dictionary<string, string> { ["a"] = "2" }));
}
