using Tocsin.Cli.Backtesting;
using Tocsin.Core.Features;
using Xunit;

namespace Tocsin.Cli.Tests.Backtesting;

public sealed class CellTextTests
{
    [Theory]
    [InlineData(FeatureType.Number, "1", "", "2.5", " ")]
    [InlineData(FeatureType.Number, "0", "1")]
    [InlineData(FeatureType.Date, "2026-01-31", "2026/2/1")]
    [InlineData(FeatureType.Flag, "true", "FALSE")]
    [InlineData(FeatureType.Text, "Y", "N")]
    [InlineData(FeatureType.Text, "1", "many")]
    [InlineData(FeatureType.Number, "1", "2", "3", "4", "5", "6", "7", "8", "9", "many")]
    [InlineData(FeatureType.Text, "", " ")]
    public void TypeOf_Cells_IsWhatAllOfThemAre(FeatureType type, params string[] cells) =>
        Assert.Equal(type, CellText.TypeOf(cells));

    [Theory]
    [InlineData(FeatureType.Flag, "1", "true")]
    [InlineData(FeatureType.Integer, "60.0", "60")]
    [InlineData(FeatureType.Number, "1E3", "1000")]
    [InlineData(FeatureType.Date, "2026/1/31", "2026-01-31")]
    [InlineData(FeatureType.Text, " mill ", "mill")]
    public void Read_ACell_ReadsItAsALoadDoes(FeatureType type, string cell, string value) =>
        Assert.Equal(value, CellText.Read(type, cell)!.Value.ToCanonicalText());

    [Theory]
    [InlineData(FeatureType.Number, "many")]
    [InlineData(FeatureType.Number, "NaN")]
    [InlineData(FeatureType.Flag, "2")]
    [InlineData(FeatureType.Text, "")]
    public void Read_NoValueOfTheType_IsNull(FeatureType type, string cell) => Assert.Null(CellText.Read(type, cell));
}
