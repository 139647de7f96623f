using Xunit;

namespace Tocsin.Sqlite.Tests;

/// <summary>The options keep to their bounds.</summary>
public sealed class SqliteStoreOptionsTests
{
    [Theory]
    [InlineData("Folder")]
    [InlineData("Synchronous")]
    [InlineData("Partitions")]
    [InlineData("WriterQueueLength")]
    [InlineData("GroupSize")]
    [InlineData("ReadConnections")]
    [InlineData("TrimStep")]
    [InlineData("BusyTimeout")]
    public void Checked_OutOfBounds_NamesTheOption(string name)
    {
        var options = new SqliteStoreOptions();
        if (name == "Folder") options.Folder = " ";
        if (name == "Synchronous") options.Synchronous = (SqliteSynchronous)9;
        if (name == "Partitions") options.Partitions = 257;
        if (name == "WriterQueueLength") options.WriterQueueLength = 0;
        if (name == "GroupSize") options.GroupSize = 0;
        if (name == "ReadConnections") options.ReadConnections = 65;
        if (name == "TrimStep") options.TrimStep = 0;
        if (name == "BusyTimeout") options.BusyTimeout = TimeSpan.Zero;

        var fault = Assert.ThrowsAny<ArgumentException>(() => new SqliteStore(options));

        Assert.Equal(name, fault.ParamName);
    }

    [Fact]
    public void Checked_Defaults_AreTheOnesDocumented()
    {
        var options = new SqliteStoreOptions();

        Assert.Equal(("data", SqliteSynchronous.Full, null), (options.Folder, options.Synchronous, options.Partitions));
        Assert.Equal((4_096, 256, 4), (options.WriterQueueLength, options.GroupSize, options.ReadConnections));
        Assert.Equal((2_000, TimeSpan.FromSeconds(5)), (options.TrimStep, options.BusyTimeout));
    }
}
