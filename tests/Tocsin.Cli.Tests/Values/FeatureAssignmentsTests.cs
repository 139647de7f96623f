using Tocsin.Cli.Values;
using Xunit;

namespace Tocsin.Cli.Tests.Values;

public sealed class FeatureAssignmentsTests
{
    private static readonly KnownFeatures _known = new(ExampleCatalogue.Create());

    [Fact]
    public void GroupsByViewAndTakesDottedNamesWhole()
    {
        string[] texts = ["accounts.tax.grade=A=1", "bureau.listed=false", "accounts.revenue_12m_cny=1200000.5"];
        var views = FeatureAssignments.Read(texts, _known);
        Assert.Equal(["accounts", "bureau"], views.Select(view => view.View));
        Assert.Equal("A=1", views[0].Features["tax.grade"].Text);
        Assert.Equal(1200000.5, views[0].Features["revenue_12m_cny"].Number);
        Assert.False(views[1].Features["listed"].Flag);
    }

    [Theory]
    [InlineData("bureau.listed", "'bureau.listed' is not written view.feature=value")]
    [InlineData("=1", "is not written view.feature=value")]
    [InlineData("bureau.lisetd=1", "bureau has owner_query_count_3m, listed")]
    [InlineData("burau.listed=1", "it has bureau, accounts")]
    [InlineData("bureau.listed=7", "'7' is no value of bureau.listed, which takes true or false")]
    public void SaysWhatIsWrong(string text, string expected)
    {
        var failure = Assert.Throws<CommandFailedException>(() => FeatureAssignments.Read([text], _known));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, failure.ExitCode);
    }

    [Fact]
    public void RefusesTheSameFeatureTwice() => Assert.Throws<CommandFailedException>(() =>
        FeatureAssignments.Read(["bureau.listed=1", "bureau.listed=0"], _known));
}
