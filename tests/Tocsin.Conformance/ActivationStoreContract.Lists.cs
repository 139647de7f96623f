using Tocsin.Core.Rules;
using Xunit;

namespace Tocsin.Conformance;

/// <summary>What led to activations, and those before the latest.</summary>
public abstract partial class ActivationStoreContract
{
    private static readonly Activation _requested = new(1, _first, _noon)
    {
        Origin = ActivationOrigin.Request,
        By = "周/\"risk\"",
        Reason = "额度上调\n",
    };

    [Fact]
    public async Task ListAsync_NothingActivated_IsEmpty()
    {
        var store = await OpenStoreAsync();

        Assert.Empty(await store.Activations.ListAsync(long.MaxValue, 10, Cancellation));
    }

    [Fact]
    public async Task TryAdvanceAsync_WithOriginAndReason_KeepsThem()
    {
        var store = await OpenStoreAsync();
        var back = new Activation(2, _second, _noon) { Origin = ActivationOrigin.RollBack, By = "wu" };

        Assert.Equal(_requested, await store.Activations.TryAdvanceAsync(_requested, Cancellation));
        Assert.Equal(_requested, await store.Activations.ReadAsync(Cancellation));
        await store.Activations.TryAdvanceAsync(back, Cancellation);

        Assert.Equal(back, await store.Activations.ReadAsync(Cancellation));
        Assert.Equal([back, _requested], await store.Activations.ListAsync(3, 10, Cancellation));
    }

    [Fact]
    public async Task ListAsync_PageByPage_GoesFromTheLatestToTheFirst()
    {
        var store = await OpenStoreAsync();
        for (var number = 1; number <= 7; number++)
            await store.Activations.TryAdvanceAsync(Numbered(number), Cancellation);

        Assert.Equal(
            [Numbered(7), Numbered(6), Numbered(5)],
            await store.Activations.ListAsync(long.MaxValue, 3, Cancellation));
        Assert.Equal([Numbered(4), Numbered(3)], await store.Activations.ListAsync(5, 2, Cancellation));
        Assert.Equal([Numbered(7)], await store.Activations.ListAsync(8, 1, Cancellation));
        Assert.Equal([Numbered(2), Numbered(1)], await store.Activations.ListAsync(3, 1_000, Cancellation));
        Assert.Empty(await store.Activations.ListAsync(1, 10, Cancellation));
        Assert.Empty(await store.Activations.ListAsync(long.MinValue, 10, Cancellation));
    }

    [Fact]
    public async Task ListAsync_OpenedAgain_StillHasThem()
    {
        var first = await OpenStoreAsync();
        await first.Activations.TryAdvanceAsync(_requested, Cancellation);
        await first.Activations.TryAdvanceAsync(Numbered(2), Cancellation);
        await first.DisposeAsync();

        var second = await OpenStoreAsync();

        Assert.Equal([Numbered(2), _requested], await second.Activations.ListAsync(9, 10, Cancellation));
    }

    [Fact]
    public async Task TryAdvanceAsync_TwoAtOnceOverAndOver_ListsTheWinnersAlone()
    {
        var store = await OpenStoreAsync();
        var winners = new List<Activation>();
        for (var number = 1; number <= 10; number++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(i => Task.Run(async () =>
                await store.Activations.TryAdvanceAsync(Numbered(number) with { By = $"i-{i}" }, Cancellation))));
            winners.Insert(0, Assert.Single(answers, answer => answer is not null)!);
        }

        Assert.Equal(winners, await store.Activations.ListAsync(long.MaxValue, 1_000, Cancellation));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_001)]
    public async Task ListAsync_OutOfBounds_Throws(int limit)
    {
        var store = await OpenStoreAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () =>
            await store.Activations.ListAsync(1, limit, Cancellation));
    }

    private static Activation Numbered(int number) =>
        new(number, number % 2 == 0 ? _second : _first, _noon.AddMinutes(number));
}
