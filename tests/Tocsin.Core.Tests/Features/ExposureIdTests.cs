using Tocsin.Core.Features;
using Xunit;

namespace Tocsin.Core.Tests.Features;

public class ExposureIdTests
{
    [Theory]
    [InlineData("L-1", true)]
    [InlineData("2026.01:LN_7", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("L 1", false)]
    [InlineData("L[1]", false)]
    [InlineData("贷1", false)]
    public void TryParse_Text_TakesTheAlphabetOfIds(string? text, bool isId)
    {
        Assert.Equal(isId, ExposureId.TryParse(text, out var id));
        Assert.Equal((isId ? text : "", !isId), (id.Value, id.IsNone));
    }

    [Fact]
    public void TryParse_LongestAndOneMore_TakesTheLongest()
    {
        Assert.True(ExposureId.TryParse(new string('x', 64), out _));
        Assert.False(ExposureId.TryParse(new string('x', 65), out _));
    }
}
