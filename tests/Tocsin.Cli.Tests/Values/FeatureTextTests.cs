using Tocsin.Cli.Values;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Values;

public sealed class FeatureTextTests
{
    [Theory]
    [InlineData(FeatureKind.Number, "0.35", "{ \"number\": 0.35 }")]
    [InlineData(FeatureKind.Number, "-1.2e6", "{ \"number\": -1200000 }")]
    [InlineData(FeatureKind.Integer, "7", "{ \"integer\": \"7\" }")]
    [InlineData(FeatureKind.Integer, "3.0", "{ \"integer\": \"3\" }")]
    [InlineData(FeatureKind.Integer, "9007199254740992", "{ \"integer\": \"9007199254740992\" }")]
    [InlineData(FeatureKind.Flag, "TRUE", "{ \"flag\": true }")]
    [InlineData(FeatureKind.Flag, "否", "{ \"flag\": false }")]
    [InlineData(FeatureKind.Text, " 制造业 ", "{ \"text\": \"制造业\" }")]
    [InlineData(FeatureKind.Text, "12", "{ \"text\": \"12\" }")]
    [InlineData(FeatureKind.Date, "2026-03-31", "{ \"date\": { \"year\": 2026, \"month\": 3, \"day\": 31 } }")]
    [InlineData(FeatureKind.Date, "2026/3/1", "{ \"date\": { \"year\": 2026, \"month\": 3, \"day\": 1 } }")]
    [InlineData(FeatureKind.Number, "  ", "{ \"missing\": { } }")]
    [InlineData(FeatureKind.Text, "", "{ \"missing\": { } }")]
    public void ReadsValuesByType(FeatureKind kind, string text, string json) =>
        Assert.Equal(FeatureValue.Parser.ParseJson(json), FeatureText.Read(kind, text));

    [Theory]
    [InlineData(FeatureKind.Number, "abc")]
    [InlineData(FeatureKind.Number, "NaN")]
    [InlineData(FeatureKind.Number, "1e999")]
    [InlineData(FeatureKind.Number, "1,5")]
    [InlineData(FeatureKind.Integer, "1.5")]
    [InlineData(FeatureKind.Integer, "9007199254740993")]
    [InlineData(FeatureKind.Flag, "maybe")]
    [InlineData(FeatureKind.Date, "2026-02-30")]
    [InlineData(FeatureKind.Unspecified, "1")]
    public void RefusesWhatIsNoValueOfTheType(FeatureKind kind, string text) =>
        Assert.Null(FeatureText.Read(kind, text));

    [Fact]
    public void RefusesATextBeyondTheContractsBound()
    {
        Assert.NotNull(FeatureText.Read(FeatureKind.Text, new string('a', 256)));
        Assert.Null(FeatureText.Read(FeatureKind.Text, new string('a', 257)));
    }
}
