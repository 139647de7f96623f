using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Xunit;

namespace Tocsin.Conformance;

/// <summary>Activations of builds that did not yet note what led to them.</summary>
public abstract partial class ActivationStoreContract
{
    /// <summary>Notes an activation as those builds did, over the store's own way.</summary>
    protected abstract ValueTask WriteAsOlderBuildAsync(IStore store, long number, string digest, DateTimeOffset at);

    [Fact]
    public async Task ReadAsync_TakenByAnOlderBuild_SaysNothingOfWhatLedToIt()
    {
        var store = await OpenStoreAsync();
        await WriteAsOlderBuildAsync(store, 5, _first, _noon);

        var old = new Activation(5, _first, _noon);
        Assert.Equal(old, await store.Activations.ReadAsync(Cancellation));
        Assert.Equal([old], await store.Activations.ListAsync(long.MaxValue, 10, Cancellation));
        Assert.Empty(await store.Activations.ListAsync(5, 10, Cancellation));
        var next = _requested with { Number = 6 };
        Assert.Equal(next, await store.Activations.TryAdvanceAsync(next, Cancellation));
        Assert.Equal([next, old], await store.Activations.ListAsync(long.MaxValue, 10, Cancellation));
        Assert.Equal([old], await store.Activations.ListAsync(6, 1, Cancellation));
    }

    [Fact]
    public async Task ReadAsync_TakenByAnOlderBuildAfterThisOne_HasNothingOfTheOneBefore()
    {
        var store = await OpenStoreAsync();
        await store.Activations.TryAdvanceAsync(_requested, Cancellation);
        await WriteAsOlderBuildAsync(store, 2, _second, _noon.AddHours(1));

        var old = new Activation(2, _second, _noon.AddHours(1));
        Assert.Equal(old, await store.Activations.ReadAsync(Cancellation));
        await store.Activations.TryAdvanceAsync(_requested with { Number = 3 }, Cancellation);

        var listed = await store.Activations.ListAsync(long.MaxValue, 2, Cancellation);
        Assert.Equal([_requested with { Number = 3 }, old], listed);
    }

    [Fact]
    public async Task ListAsync_AnOlderBuildTookNumbersInBetween_GoesOnBelowThem()
    {
        var store = await OpenStoreAsync();
        await store.Activations.TryAdvanceAsync(_requested, Cancellation);
        for (var number = 2; number <= 4; number++)
            await store.Activations.TryAdvanceAsync(Numbered(number), Cancellation);
        for (var number = 5; number <= 7; number++)
            await WriteAsOlderBuildAsync(store, number, _second, _noon.AddMinutes(number));
        await store.Activations.TryAdvanceAsync(Numbered(8), Cancellation);

        var listed = new List<Activation>();
        for (var before = long.MaxValue; ; before = listed[^1].Number)
        {
            var page = await store.Activations.ListAsync(before, 2, Cancellation);
            listed.AddRange(page);
            if (page.Count < 2) break;
        }

        // A store may know only the last of those that an older build took without a break: it noted no others.
        Assert.Equal([Numbered(8), Numbered(3), Numbered(2), _requested], listed.Where(one => one.Number is 8 or < 4));
        Assert.Equal(new Activation(7, _second, _noon.AddMinutes(7)), listed[1]);
        Assert.Equal(listed.OrderByDescending(one => one.Number), listed);
    }

    [Fact]
    public async Task TryAdvanceAsync_OddTexts_AreKeptToTheLastCharacter()
    {
        var store = await OpenStoreAsync();
        var odd = _requested with { By = SampleRuleSets.OddText, Reason = SampleRuleSets.OddText };

        await store.Activations.TryAdvanceAsync(odd, Cancellation);
        Assert.Equal(odd, await store.Activations.ReadAsync(Cancellation));
        await store.Activations.TryAdvanceAsync(Numbered(2), Cancellation);

        Assert.Equal(odd, Assert.Single(await store.Activations.ListAsync(2, 10, Cancellation)));
    }

    [Fact]
    public async Task TryAdvanceAsync_ManyOverAndOverOnEveryInstance_EachNumberHasOneWinner()
    {
        var stores = await OpenInstancesAsync();
        var won = await Task.WhenAll(Enumerable.Range(0, 6).Select(caller => Task.Run(async () =>
        {
            var store = stores[caller % stores.Length];
            var mine = new List<Activation>();
            for (var tries = 0; tries < 20; tries++)
            {
                var number = (await store.Activations.ReadAsync(Cancellation))?.Number ?? 0;
                var next = Numbered((int)number + 1) with { By = $"caller-{caller}" };
                if (await store.Activations.TryAdvanceAsync(next, Cancellation) is { } taken) mine.Add(taken);
            }

            return mine;
        })));

        var expected = won.SelectMany(mine => mine).OrderByDescending(one => one.Number).ToList();
        Assert.Equal(
            Enumerable.Range(1, expected.Count).Reverse().Select(number => (long)number),
            expected.Select(one => one.Number));
        foreach (var store in stores)
            Assert.Equal(expected, await store.Activations.ListAsync(long.MaxValue, 1_000, Cancellation));
    }
}
