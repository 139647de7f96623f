using Xunit;

namespace Tocsin.Client.Tests;

public sealed class RecentIdsTests
{
    [Fact]
    public void ForgetsTheOldestBeyondItsBound()
    {
        var ids = new RecentIds(capacity: 2);
        foreach (var id in new[] { "a", "b", "b", "c" }) ids.Add(id);
        Assert.False(ids.Contains("a"));
        Assert.True(ids.Contains("b"));
        Assert.True(ids.Contains("c"));
        ids.Clear();
        Assert.False(ids.Contains("c"));
    }

    [Fact]
    public void TakesAnEmptyIdForNone()
    {
        var ids = new RecentIds(capacity: 2);
        ids.Add("");
        Assert.False(ids.Contains(""));
    }
}
