using Xunit;

namespace Tocsin.Journal.Tests;

/// <summary>Options are bounded, and the message names the one that is not.</summary>
public sealed class JournalOptionsTests
{
    public static TheoryData<string, object> OutOfBounds => new()
    {
        { nameof(JournalOptions.Folder), " " },
        { nameof(JournalOptions.Instance), "" },
        { nameof(JournalOptions.Instance), "../else" },
        { nameof(JournalOptions.Instance), ".." },
        { nameof(JournalOptions.Instance), new string('x', 65) },
        { nameof(JournalOptions.Mode), (JournalMode)9 },
        { nameof(JournalOptions.QueueLength), 0 },
        { nameof(JournalOptions.QueueBytes), 1L },
        { nameof(JournalOptions.EntryBytes), 2 << 20 },
        { nameof(JournalOptions.GroupEntries), 100_000 },
        { nameof(JournalOptions.GroupBytes), 64 << 20 },
        { nameof(JournalOptions.SegmentBytes), 1L << 40 },
        { nameof(JournalOptions.RetainBytes), 1L },
        { nameof(JournalOptions.RetainDays), 0 },
        { nameof(JournalOptions.AnchorEvery), TimeSpan.Zero },
        { nameof(JournalOptions.CachedKeys), 0 },
        { nameof(JournalOptions.CachedKeyAge), TimeSpan.FromDays(1) },
        { nameof(JournalOptions.KeyWait), TimeSpan.Zero },
    };

    [Fact]
    public void Checked_Defaults_AreWithinTheirBounds()
    {
        var options = new JournalOptions().Checked();

        Assert.True(Path.IsPathFullyQualified(options.Folder));
        Assert.Equal((JournalMode.Written, 8_192, 1_826), (options.Mode, options.QueueLength, options.RetainDays));
        Assert.Equal((64L << 20, 50L << 30), (options.SegmentBytes, options.RetainBytes));
    }

    [Theory]
    [MemberData(nameof(OutOfBounds))]
    public void Checked_OutOfBounds_NamesTheOption(string name, object value)
    {
        var options = new JournalOptions();
        typeof(JournalOptions).GetProperty(name)!.SetValue(options, value);

        Assert.Contains(name, Assert.ThrowsAny<ArgumentException>(() => options.Checked()).Message,
            StringComparison.Ordinal);
    }
}
