using Tocsin.Core.Rules;
using Xunit;

namespace Tocsin.Conformance;

/// <summary>What every activation store does.</summary>
public abstract partial class ActivationStoreContract : StoreContract
{
    private static readonly DateTimeOffset _noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly string _first = new('a', 64);

    private static readonly string _second = new('b', 64);

    [Fact]
    public async Task ReadAsync_NothingActivated_AnswersNull()
    {
        var store = await OpenStoreAsync();

        Assert.Null(await store.Activations.ReadAsync(Cancellation));
        Assert.Equal(ReviewedActivation.None, await store.Activations.ReadReviewedAsync(Cancellation));
    }

    [Fact]
    public async Task TryAdvanceAsync_LatestExpected_TakesTheNextNumber()
    {
        var store = await OpenStoreAsync();

        var first = await store.Activations.TryAdvanceAsync(new(1, _first, _noon), Cancellation);
        var second = await store.Activations.TryAdvanceAsync(new(2, _second, _noon.AddHours(1)), Cancellation);

        Assert.Equal(new Activation(1, _first, _noon), first);
        Assert.Equal(new Activation(2, _second, _noon.AddHours(1)), second);
        Assert.Equal(second, await store.Activations.ReadAsync(Cancellation));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-1)]
    public async Task TryAdvanceAsync_AnotherNumberExpected_ChangesNothing(long expected)
    {
        var store = await OpenStoreAsync();
        await store.Activations.TryAdvanceAsync(new(1, _first, _noon), Cancellation);

        Assert.Null(await store.Activations.TryAdvanceAsync(new(expected + 1, _second, _noon), Cancellation));

        Assert.Equal(new Activation(1, _first, _noon), await store.Activations.ReadAsync(Cancellation));
    }

    [Fact]
    public async Task TryAdvanceAsync_SameDigestAgain_TakesAnotherNumber()
    {
        var store = await OpenStoreAsync();
        await store.Activations.TryAdvanceAsync(new(1, _first, _noon), Cancellation);

        var again = await store.Activations.TryAdvanceAsync(new(2, _first, _noon), Cancellation);

        Assert.Equal(new Activation(2, _first, _noon), again);
    }

    [Fact]
    public async Task TryAdvanceAsync_EightAtOnce_OneWins()
    {
        var store = await OpenStoreAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
            await store.Activations.TryAdvanceAsync(new(1, new string((char)('0' + i), 64), _noon), Cancellation))));

        var winner = Assert.Single(answers, answer => answer is not null);
        Assert.Equal(1, winner!.Number);
        Assert.Equal(winner, await store.Activations.ReadAsync(Cancellation));
    }

    [Fact]
    public async Task TryAdvanceAsync_TimeInAnotherZone_IsKeptInUtc()
    {
        var store = await OpenStoreAsync();
        var evening = new DateTimeOffset(2026, 3, 2, 20, 0, 0, TimeSpan.FromHours(8));

        var taken = await store.Activations.TryAdvanceAsync(new(1, _first, evening), Cancellation);

        Assert.Equal((_noon, TimeSpan.Zero), (taken!.At, taken.At.Offset));
        Assert.Equal(taken, await store.Activations.ReadAsync(Cancellation));
    }

    [Fact]
    public async Task NoteReviewedAsync_ALowerNumber_DoesNotLowerTheNote()
    {
        var store = await OpenStoreAsync();

        await store.Activations.NoteReviewedAsync(new(9, "nine"), Cancellation);
        await store.Activations.NoteReviewedAsync(new(10, "ten"), Cancellation);
        await store.Activations.NoteReviewedAsync(new(9, "nine"), Cancellation);

        Assert.Equal(new(10, "ten"), await store.Activations.ReadReviewedAsync(Cancellation));
    }

    [Fact]
    public async Task TryAdvanceAsync_CancelledBefore_ChangesNothing()
    {
        var store = await OpenStoreAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await store.Activations.TryAdvanceAsync(new(1, _first, _noon), new CancellationToken(canceled: true)));

        Assert.Null(await store.Activations.ReadAsync(Cancellation));
    }
}
