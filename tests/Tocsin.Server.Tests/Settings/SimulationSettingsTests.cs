using Tocsin.Server.Settings;
using Tocsin.Server.Tests.Running;
using Xunit;

namespace Tocsin.Server.Tests.Settings;

public sealed class SimulationSettingsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void CheckAndResolve_NoClock_IsTheRealOne(string clock)
    {
        var settings = new SimulationSettings { Clock = clock };
        var faults = new List<string>();

        settings.CheckAndResolve(Path.GetTempPath(), faults);

        Assert.Equal("", settings.Clock);
        Assert.Empty(faults);
    }

    [Fact]
    public void CheckAndResolve_FileWithAMoment_IsMeantFromTheHome()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("now"), "2026-03-02T08:00:00+08:00");
        var settings = new SimulationSettings { Clock = "now" };
        var faults = new List<string>();

        settings.CheckAndResolve(folder.Path, faults);

        Assert.Equal(folder.At("now"), settings.Clock);
        Assert.Empty(faults);
    }

    [Fact]
    public void CheckAndResolve_FileWithoutAMoment_IsAFault()
    {
        using var folder = new TemporaryFolder();
        var settings = new SimulationSettings { Clock = folder.At("now") };
        var faults = new List<string>();

        settings.CheckAndResolve(folder.Path, faults);

        Assert.StartsWith($"Simulation:Clock is '{folder.At("now")}'", Assert.Single(faults), StringComparison.Ordinal);
    }
}
