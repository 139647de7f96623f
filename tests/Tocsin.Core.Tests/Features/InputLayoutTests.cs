using Tocsin.Core.Tests.Rules.Expressions;
using Xunit;

namespace Tocsin.Core.Tests.Features;

public class InputLayoutTests
{
    [Fact]
    public void Slots_All_AreNumberedInOrderAndFoundByName()
    {
        var layout = SampleInputs.Layout;

        Assert.Equal(Enumerable.Range(0, layout.Slots.Count), layout.Slots.Select(slot => slot.Index));
        Assert.All(layout.Slots, slot => Assert.Same(slot, layout.Find(slot.Name)));
        Assert.True(layout.MaskLength * 64 >= layout.Slots.Count);
    }

    [Theory]
    [InlineData("V.N", "v.n")]
    [InlineData("INPUT1.score", "input1.Score")]
    [InlineData("v.Mixed", "v.Mixed")]
    [InlineData("v.mixed", "v.mixed")]
    [InlineData("v.MIXED", null)]
    [InlineData("v.none", null)]
    [InlineData("time.as_of", "time.as_of")]
    [InlineData("data.tax_age_days", "data.tax_age_days")]
    public void Find_Name_IsExactOrTheOnlyOneIgnoringCase(string name, string? expected) =>
        Assert.Equal(expected, SampleInputs.Layout.Find(name)?.Name);
}
