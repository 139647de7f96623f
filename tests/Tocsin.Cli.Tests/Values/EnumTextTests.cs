using Tocsin.Cli.Values;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Values;

public sealed class EnumTextTests
{
    [Fact]
    public void WritesAndReadsTheContractsNames()
    {
        Assert.Equal("approve_with_conditions", EnumText.Of(Outcome.ApproveWithConditions));
        Assert.Equal(Outcome.ApproveWithConditions, EnumText.Parse<Outcome>("approve_with_conditions"));
        Assert.Equal(["new", "top_up", "renewal", "drawdown"], EnumText.All<ApplicationKind>());
    }

    [Fact]
    public void ShowsTheNumberOfAValueThatIsNewerThanTheTool() => Assert.Equal("99", EnumText.Of((Outcome)99));

    [Theory]
    [InlineData(null)]
    [InlineData("unspecified")]
    [InlineData("bogus")]
    public void TakesOtherTextsForUnspecified(string? text) =>
        Assert.Equal(WarningLevel.Unspecified, EnumText.Parse<WarningLevel>(text));
}
