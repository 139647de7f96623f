using Tocsin.Server.Settings;
using Xunit;

namespace Tocsin.Server.Tests.Settings;

public sealed class RuleSettingsTests
{
    [Theory]
    [InlineData(9, 2_000, 10, "Rules:QuietMs")]
    [InlineData(10, 9, 10, "Rules:MaximumWaitMs")]
    [InlineData(10, 600_001, 10, "Rules:MaximumWaitMs")]
    [InlineData(3_000, 2_000, 10, "Rules:MaximumWaitMs")]
    [InlineData(150, 2_000, 1, "Rules:ReadTries")]
    [InlineData(150, 2_000, 1_001, "Rules:ReadTries")]
    public void Check_WaitOutOfBounds_NamesItsKey(int quiet, int longest, int tries, string key)
    {
        var faults = new List<string>();
        new RuleSettings { QuietMs = quiet, MaximumWaitMs = longest, ReadTries = tries }.Check(faults);

        Assert.Contains(faults, fault => fault.StartsWith(key + " is ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(2_000, 2_000)]
    [InlineData(60_000, 600_000)]
    public void Check_WaitNoShorterThanTheQuietTime_IsRight(int quiet, int longest)
    {
        var faults = new List<string>();
        new RuleSettings { QuietMs = quiet, MaximumWaitMs = longest }.Check(faults);

        Assert.Empty(faults);
    }
}
