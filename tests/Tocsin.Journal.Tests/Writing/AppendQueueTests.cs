using Tocsin.Journal.Files;
using Tocsin.Journal.Writing;
using Xunit;

namespace Tocsin.Journal.Tests.Writing;

/// <summary>The bounds of what waits.</summary>
public sealed class AppendQueueTests
{
    [Fact]
    public void TryAdd_OverTheNumberOrTheBytes_SaysNo()
    {
        var queue = new AppendQueue(2, 100);

        Assert.True(queue.TryAdd(Entry(60)));
        Assert.False(queue.TryAdd(Entry(60)));
        Assert.True(queue.TryAdd(Entry(40)));
        Assert.False(queue.TryAdd(Entry(0)));
        Assert.Equal(2, queue.Count);
    }

    [Fact]
    public void TryAdd_LargerThanTheBound_IsTakenAlone()
    {
        var queue = new AppendQueue(2, 100);

        Assert.True(queue.TryAdd(Entry(500)));
        Assert.False(queue.TryAdd(Entry(1)));
    }

    [Fact]
    public async Task AddAsync_NoRoom_WaitsUntilSomeAreTaken()
    {
        var queue = new AppendQueue(1, 100);
        queue.TryAdd(Entry(1));
        var waits = queue.AddAsync(Entry(2), CancellationToken.None);
        Assert.False(waits.IsCompleted);

        var group = new List<PendingAppend>();
        Assert.True(queue.Take(group, 10, 100));
        await waits;

        Assert.Single(Assert.Single(group).Bytes);
        Assert.True(queue.Take(group, 10, 100));
        Assert.Equal(2, Assert.Single(group).Bytes.Length);
    }

    [Theory]
    [InlineData(2, 1_000, 2)]
    [InlineData(10, 25, 2)]
    [InlineData(10, 5, 1)]
    [InlineData(10, 1_000, 5)]
    public void Take_MoreThanAGroup_LeavesTheRest(int entries, int bytes, int taken)
    {
        var queue = new AppendQueue(100, 10_000);
        for (var at = 0; at < 5; at++) queue.TryAdd(Entry(10));
        var group = new List<PendingAppend>();

        queue.Take(group, entries, bytes);

        Assert.Equal((taken, 5 - taken), (group.Count, queue.Count));
    }

    [Fact]
    public void Take_EntriesWithLayouts_CountsEachLayoutOnce()
    {
        var queue = new AppendQueue(100, 10_000);
        var layout = new LayoutEntry(1, new byte[50]);
        for (var at = 0; at < 5; at++) queue.TryAdd(new(default(EntryKey), new byte[10], layout, waits: true));
        var group = new List<PendingAppend>();

        queue.Take(group, 10, 75);

        Assert.Equal(2, group.Count);
    }

    [Fact]
    public void Take_Woken_GoesOnWithNothing()
    {
        var queue = new AppendQueue(100, 10_000);
        queue.Wake();
        var group = new List<PendingAppend>();

        Assert.True(queue.Take(group, 10, 100));

        Assert.Empty(group);
    }

    [Fact]
    public async Task End_WhatWaits_IsStillTakenAndNothingIsAdded()
    {
        var queue = new AppendQueue(1, 100);
        queue.TryAdd(Entry(1));
        var waits = queue.AddAsync(Entry(1), CancellationToken.None);
        queue.End();

        var group = new List<PendingAppend>();
        Assert.True(queue.Take(group, 10, 100));
        Assert.False(queue.Take(group, 10, 100));
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await waits);
    }

    private static PendingAppend Entry(int bytes) => new(default(EntryKey), new byte[bytes], null, waits: true);
}
