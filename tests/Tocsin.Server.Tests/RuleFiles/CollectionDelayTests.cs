using Tocsin.Server.RuleFiles;
using Tocsin.Server.Tests.Running;
using Xunit;

namespace Tocsin.Server.Tests.RuleFiles;

/// <summary>They look at the whole process, in which nothing else may collect meanwhile.</summary>
[Collection(nameof(Alone))]
public sealed class CollectionDelayTests : IAsyncLifetime
{
    // A reading that another test began, and did not wait for, goes on until it ends; and what others have left in the
    // heap is no room.
    public async ValueTask InitializeAsync()
    {
        await Eventually.SoAsync(() => !CollectionDelay.IsBegun, "nobody reads rules any more");
        GC.Collect();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void Begin_UntilTheLastHasEnded_NothingIsCollected()
    {
        CollectionDelay.Begin();
        var collected = GC.CollectionCount(0);
        CollectionDelay.Begin();
        CollectionDelay.End();

        Assert.True(CollectionDelay.IsOn);
        for (var piece = 0; piece < 20; piece++) GC.KeepAlive(new byte[1 << 20]);
        Assert.Equal(collected, GC.CollectionCount(0));

        CollectionDelay.End();
        Assert.False(CollectionDelay.IsOn);
    }

    // What is made beyond the bound is collected as ever, and the end then is none.
    [Fact]
    public void Begin_MoreIsMadeThanTheMost_IsOverBeforeItsEnd()
    {
        CollectionDelay.Begin();
        for (var piece = 0L; piece < 2 * CollectionDelay.Most; piece += 1 << 14) GC.KeepAlive(new byte[1 << 14]);

        Assert.False(CollectionDelay.IsOn);
        CollectionDelay.End();
        Assert.False(CollectionDelay.IsOn);
    }

    [Fact]
    public void Begin_SomebodyElseCollects_IsOverBeforeItsEnd()
    {
        CollectionDelay.Begin();
        GC.Collect();

        Assert.False(CollectionDelay.IsOn);
        CollectionDelay.End();
        AssertThatItBegins();
    }

    [Fact]
    public void Begin_MoreThanThereIs_PutsNothingOff()
    {
        CollectionDelay.Begin(most: 1L << 50);
        Assert.False(CollectionDelay.IsOn);
        CollectionDelay.End();

        AssertThatItBegins();
    }

    [Fact]
    public void End_SomebodyElseHasPutThemOff_IsNotTheirEnd()
    {
        Assert.True(GC.TryStartNoGCRegion(1 << 20));
        CollectionDelay.Begin();
        CollectionDelay.End();

        Assert.True(CollectionDelay.IsOn);
        GC.EndNoGCRegion();
    }

    private static void AssertThatItBegins()
    {
        CollectionDelay.Begin();
        Assert.True(CollectionDelay.IsOn);
        CollectionDelay.End();
    }
}

/// <summary>Tests that run while no others do.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
