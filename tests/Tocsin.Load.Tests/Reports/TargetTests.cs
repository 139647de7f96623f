using Tocsin.Load.Reports;
using Xunit;

namespace Tocsin.Load.Tests.Reports;

public sealed class TargetTests
{
    [Theory]
    [InlineData(0.85, true)]
    [InlineData(0.84, false)]
    [InlineData(double.NaN, false)]
    public void Holds_AtLeast_AsFoundIs(double found, bool holds) =>
        Assert.Equal(holds, new Target("a ratio", found, 0.85, TargetBound.AtLeast).Holds);

    [Theory]
    [InlineData(1.5, true)]
    [InlineData(1.51, false)]
    [InlineData(double.NaN, false)]
    public void Holds_AtMost_AsFoundIs(double found, bool holds) =>
        Assert.Equal(holds, new Target("a ratio", found, 1.5, TargetBound.AtMost).Holds);
}
