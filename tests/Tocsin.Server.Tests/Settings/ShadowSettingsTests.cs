using Tocsin.Server.Settings;
using Xunit;

namespace Tocsin.Server.Tests.Settings;

public sealed class ShadowSettingsTests
{
    [Theory]
    [InlineData(0, 0.25, 1, 168, "Shadow:QueueLength")]
    [InlineData(2_048, 0, 1, 168, "Shadow:ProcessorShare")]
    [InlineData(2_048, 0.25, 1.1, 168, "Shadow:MaximumShare")]
    [InlineData(2_048, 0.25, double.NaN, 168, "Shadow:MaximumShare")]
    [InlineData(2_048, 0.25, 1, 721, "Shadow:MaximumHours")]
    public void Check_OutOfBounds_NamesTheKey(int queue, double processor, double share, int hours, string key)
    {
        var faults = new List<string>();

        new ShadowSettings
        {
            QueueLength = queue,
            ProcessorShare = processor,
            MaximumShare = share,
            MaximumHours = hours,
        }.Check(faults);

        Assert.StartsWith(key, Assert.Single(faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4_097)]
    public void Check_MemoryOutOfBounds_NamesTheKey(int mebibytes)
    {
        var faults = new List<string>();

        new ShadowSettings { QueueMiB = mebibytes }.Check(faults);

        Assert.StartsWith("Shadow:QueueMiB", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_NoShareAllowed_IsRight()
    {
        var faults = new List<string>();

        new ShadowSettings { MaximumShare = 0 }.Check(faults);

        Assert.Empty(faults);
    }
}
