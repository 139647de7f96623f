using Xunit;

namespace Tocsin.Conformance;

/// <summary>Who looks after which partition.</summary>
public abstract partial class WarningStoreContract
{
    private static readonly TimeSpan _lease = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task LeaseAsync_OneInstance_HoldsEveryPartition()
    {
        var store = await OpenStoreAsync();

        Assert.Equal([0, 1, 2, 3], await store.Warnings.LeaseAsync("a", _lease, Cancellation));
        Assert.Equal([0, 1, 2, 3], (await store.Warnings.LeaseAsync("a", _lease, Cancellation)).Order());
    }

    [Fact]
    public async Task LeaseAsync_ForNoTime_GivesThemUp()
    {
        var store = await OpenStoreAsync();
        await store.Warnings.LeaseAsync("a", _lease, Cancellation);

        Assert.Empty(await store.Warnings.LeaseAsync("a", TimeSpan.Zero, Cancellation));
        Assert.Equal([0, 1, 2, 3], await store.Warnings.LeaseAsync("b", _lease, Cancellation));
    }

    [Fact]
    public async Task LeaseAsync_WithoutHolderOrForLessThanNoTime_IsRefused()
    {
        var store = await OpenStoreAsync();

        await Assert.ThrowsAnyAsync<ArgumentException>(
            async () => await store.Warnings.LeaseAsync("", _lease, Cancellation));
        await Assert.ThrowsAnyAsync<ArgumentException>(
            async () => await store.Warnings.LeaseAsync("a", -_lease, Cancellation));
    }
}
