using Tocsin.Core.Features;
using Xunit;

namespace Tocsin.Core.Tests.Features;

public class ViewKeyTests
{
    [Theory]
    [InlineData("loan", "", "loan")]
    [InlineData("loan", "L-1", "loan[L-1]")]
    [InlineData("loan", "2026.01:7", "loan[2026.01:7]")]
    public void Of_ViewAndExposure_ReadsBack(string view, string exposure, string key)
    {
        var id = exposure.Length == 0 ? default : ExposureId.Parse(exposure);

        Assert.Equal(key, ViewKey.Of(view, id));
        Assert.Equal(id, ViewKey.ExposureOf(key));
    }
}
