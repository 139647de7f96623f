using Tocsin.Core.Features;
using Xunit;

namespace Tocsin.Conformance;

/// <summary>What every link store does.</summary>
public abstract partial class LinkStoreContract : StoreContract
{
    private static readonly BorrowerId _party = BorrowerId.Parse("P-1");

    private static readonly BorrowerId[] _borrowers = [.. "abcd".Select(name => BorrowerId.Parse($"b-{name}"))];

    [Fact]
    public async Task ListAsync_NobodyLinked_IsEmpty()
    {
        var store = await OpenStoreAsync();

        Assert.Empty(await store.Links.ListAsync(_party, null, 10, Cancellation));
    }

    [Fact]
    public async Task AddAsync_InAnyOrderAndTwice_ListsEachOnceInOrder()
    {
        var store = await OpenStoreAsync();
        foreach (var borrower in _borrowers.Reverse().Append(_borrowers[1]))
            await store.Links.AddAsync(_party, borrower, Cancellation);

        Assert.Equal(_borrowers, await store.Links.ListAsync(_party, null, 10, Cancellation));
        Assert.Equal(_borrowers[1..3], await store.Links.ListAsync(_party, _borrowers[0], 2, Cancellation));
        Assert.Empty(await store.Links.ListAsync(_party, _borrowers[3], 2, Cancellation));
    }

    [Fact]
    public async Task RemoveAsync_OneOfTwoParties_LeavesTheOther()
    {
        var store = await OpenStoreAsync();
        var other = BorrowerId.Parse("P-2");
        await store.Links.AddAsync(_party, _borrowers[0], Cancellation);
        await store.Links.AddAsync(other, _borrowers[0], Cancellation);

        await store.Links.RemoveAsync(_party, _borrowers[0], Cancellation);
        await store.Links.RemoveAsync(_party, _borrowers[0], Cancellation);

        Assert.Empty(await store.Links.ListAsync(_party, null, 10, Cancellation));
        Assert.Equal(_borrowers[..1], await store.Links.ListAsync(other, null, 10, Cancellation));
    }

    [Fact]
    public async Task ListAsync_OpenedAgain_StillHasThem()
    {
        var first = await OpenStoreAsync();
        await first.Links.AddAsync(_party, _borrowers[0], Cancellation);
        await first.DisposeAsync();

        var second = await OpenStoreAsync();

        Assert.Equal(_borrowers[..1], await second.Links.ListAsync(_party, null, 10, Cancellation));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_001)]
    public async Task ListAsync_OutOfBounds_Throws(int limit)
    {
        var store = await OpenStoreAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () =>
            await store.Links.ListAsync(_party, null, limit, Cancellation));
    }
}
