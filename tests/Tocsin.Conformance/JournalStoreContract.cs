using System.Security.Cryptography;
using Tocsin.Core.Storage;
using Xunit;
using static Tocsin.Conformance.SampleBorrowers;
using static Tocsin.Conformance.SampleFeatures;
using static Tocsin.Conformance.SampleWarnings;

namespace Tocsin.Conformance;

/// <summary>What every store of journals' keys and anchors does.</summary>
public abstract class JournalStoreContract : StoreContract
{
    private static readonly JournalAnchor _anchor = new(
        "i-1", new string('a', 32), 7, 70, new string('b', 64), 3, new string('c', 64), Noon);

    [Fact]
    public async Task GetOrAddKeyAsync_Twice_AnswersTheFirst()
    {
        var store = await OpenStoreAsync();
        var (first, second) = (NewKey(), NewKey());

        Assert.Null(await store.Journal.ReadKeyAsync(Wang, Cancellation));
        Assert.Equal(first, await store.Journal.GetOrAddKeyAsync(Wang, first, Cancellation));
        Assert.Equal(first, await store.Journal.GetOrAddKeyAsync(Wang, second, Cancellation));
        Assert.Equal(first, await store.Journal.ReadKeyAsync(Wang, Cancellation));
    }

    [Fact]
    public async Task GetOrAddKeyAsync_ManyAtOnce_AllAreAnsweredTheSame()
    {
        var store = await OpenStoreAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
            Convert.ToHexString(await store.Journal.GetOrAddKeyAsync(Wang, NewKey(), Cancellation))));

        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task GetOrAddKeyAsync_AnotherLength_Throws()
    {
        var store = await OpenStoreAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () =>
            await store.Journal.GetOrAddKeyAsync(Wang, new byte[16], Cancellation));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CommitAsync_Erases_DestroysTheKeyOfThatBorrowerAlone(bool known)
    {
        // A first applicant was decided on and is nowhere else in the store.
        var store = await OpenStoreAsync();
        var both = InPartition(0, Partitions, 2);
        if (known) await store.Features.ApplyAsync([Debt(both[0], 1)], Cancellation);
        var keys = new[] { NewKey(), NewKey() };
        foreach (var (borrower, key) in both.Zip(keys))
            await store.Journal.GetOrAddKeyAsync(borrower, key, Cancellation);

        await store.Warnings.CommitAsync(Erasure(both[0], 0), Cancellation);

        Assert.Null(await store.Journal.ReadKeyAsync(both[0], Cancellation));
        Assert.Equal(keys[1], await store.Journal.ReadKeyAsync(both[1], Cancellation));
        var anew = NewKey();
        Assert.Equal(anew, await store.Journal.GetOrAddKeyAsync(both[0], anew, Cancellation));
    }

    [Fact]
    public async Task CommitAsync_ThatErasesNothing_KeepsTheKey()
    {
        var store = await OpenStoreAsync();
        var key = await store.Journal.GetOrAddKeyAsync(Wang, NewKey(), Cancellation);

        await store.Warnings.CommitAsync(Raise(Wang), Cancellation);
        await store.Warnings.CommitAsync(Erasure(Wang, 0), Cancellation);

        Assert.Equal(key, await store.Journal.ReadKeyAsync(Wang, Cancellation));
    }

    [Fact]
    public async Task ReadAnchorAsync_OpenedAgain_StillHasKeyAndAnchor()
    {
        var first = await OpenStoreAsync();
        var key = await first.Journal.GetOrAddKeyAsync(Wang, NewKey(), Cancellation);
        Assert.True(await first.Journal.WriteAnchorAsync(_anchor, Cancellation));
        await first.DisposeAsync();

        var second = await OpenStoreAsync();

        Assert.Equal(key, await second.Journal.ReadKeyAsync(Wang, Cancellation));
        Assert.Equal(_anchor, await second.Journal.ReadAnchorAsync(_anchor.Instance, Cancellation));
        Assert.Null(await second.Journal.ReadAnchorAsync("i-2", Cancellation));
    }

    [Fact]
    public async Task WriteAnchorAsync_EarlierGroupOfTheSameJournal_ChangesNothing()
    {
        var store = await OpenStoreAsync();
        await store.Journal.WriteAnchorAsync(_anchor, Cancellation);

        Assert.False(await store.Journal.WriteAnchorAsync(_anchor with { Group = 6 }, Cancellation));
        Assert.Equal(_anchor, await store.Journal.ReadAnchorAsync("i-1", Cancellation));
        // Retention moves the oldest group while the last one stays.
        var trimmed = _anchor with { OldestGroup = 5 };
        Assert.True(await store.Journal.WriteAnchorAsync(trimmed, Cancellation));
        Assert.Equal(trimmed, await store.Journal.ReadAnchorAsync("i-1", Cancellation));
    }

    [Fact]
    public async Task WriteAnchorAsync_AnotherJournalOrInstance_IsItsOwn()
    {
        var store = await OpenStoreAsync();
        await store.Journal.WriteAnchorAsync(_anchor, Cancellation);
        var anew = _anchor with { Journal = new string('d', 32), Group = 1 };
        var other = _anchor with { Instance = "i-2", Group = 2 };

        Assert.True(await store.Journal.WriteAnchorAsync(anew, Cancellation));
        Assert.True(await store.Journal.WriteAnchorAsync(other, Cancellation));

        Assert.Equal(anew, await store.Journal.ReadAnchorAsync("i-1", Cancellation));
        Assert.Equal(other, await store.Journal.ReadAnchorAsync("i-2", Cancellation));
    }

    private static byte[] NewKey() => RandomNumberGenerator.GetBytes(IJournalStore.KeyLength);
}
