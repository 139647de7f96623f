using Tocsin.Core.Shadows;
using Xunit;

namespace Tocsin.Core.Tests.Shadows;

public class NumberDifferenceTests
{
    [Fact]
    public void Plus_UpDownAndEqual_CountsEachAndTellsMeanAndLargest()
    {
        var difference = default(NumberDifference).Plus(10, 13).Plus(10, 5).Plus(7, 7).Plus(0, 1);

        Assert.Equal((4, 2, 1), (difference.Compared, difference.Up, difference.Down));
        Assert.Equal(-0.25, difference.Mean);
        Assert.Equal(-5, difference.Largest);
    }

    [Fact]
    public void Plus_WithoutTheNumberOnASide_ChangesNothing()
    {
        Assert.Equal(default, default(NumberDifference).Plus(null, 1).Plus(1, null).Plus(null, null));
        Assert.Equal(0, default(NumberDifference).Mean);
    }
}
