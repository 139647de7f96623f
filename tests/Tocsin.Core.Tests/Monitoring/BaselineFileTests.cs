using Tocsin.Core.Monitoring;
using Xunit;

namespace Tocsin.Core.Tests.Monitoring;

public sealed class BaselineFileTests
{
    private static readonly ModelBaseline _baseline = SmallModel.Tally(
        SmallModel.Decision(0.1, bin: "< 24"), SmallModel.Decision(0.3, bin: ">= 24"))
        .ToBaseline(new ModelReportOptions { Bins = ScoreBins.Of([0.2]) });

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        var text = BaselineFile.Write(_baseline);

        var read = BaselineFile.Read(text, out var problem);

        Assert.Equal("", problem);
        Assert.Equal(text, BaselineFile.Write(read!));
        Assert.Equal([0.2], read!.Bins.Edges);
        Assert.Equal([0.5, 0.5], read.Shares);
        Assert.Equal(2, read.Count);
        Assert.Equal(
            [("< 24", 0.5), (">= 24", 0.5), ("missing", 0)],
            read.Characteristics[0].Bins.Select(bin => (bin.Bin, bin.Share)));
    }

    [Theory]
    [InlineData("\"tocsin_baseline\": 1", "\"tocsin_baseline\": 2", "its tocsin_baseline is 2")]
    [InlineData("\"tocsin_baseline\": 1,", "", "its tocsin_baseline is missing")]
    [InlineData("\"product\": \"loan\"", "\"product\": null", "product")]
    [InlineData("\"product\": \"loan\",", "", "product")]
    [InlineData("\"product\"", "\"prodcut\"", "prodcut")]
    [InlineData("\"measure\": \"pd\"", "\"measure\": \"luck\"", "measure")]
    [InlineData("\"edges\": [\n    0.2", "\"edges\": [\n    0.2, 0.1", "ascend")]
    [InlineData("\"edges\": [\n    0.2", "\"edges\": [\n    0.1, 0.2", "3 shares")]
    [InlineData("\"shares\": [\n    0.5", "\"shares\": [\n    0.6", "add up")]
    [InlineData("\"share\": 0.5", "\"share\": -1", "age do not add up")]
    [InlineData("\"characteristics\": [", "\"characteristics\": [null,", "null")]
    [InlineData("\"name\": \"age\"", "\"name\": null", "name")]
    public void Read_BadFile_SaysWhat(string old, string replacement, string expected)
    {
        var text = BaselineFile.Write(_baseline).ReplaceLineEndings("\n");
        Assert.Contains(old, text, StringComparison.Ordinal);

        Assert.Null(BaselineFile.Read(text.Replace(old, replacement, StringComparison.Ordinal), out var problem));

        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"tocsin_baseline\": 1")]
    public void Read_OtherText_IsNone(string text)
    {
        Assert.Null(BaselineFile.Read(text, out var problem));
        Assert.NotEqual("", problem);
    }
}
