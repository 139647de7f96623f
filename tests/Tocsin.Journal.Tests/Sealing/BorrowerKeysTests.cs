using Microsoft.Extensions.Time.Testing;
using Tocsin.Core.Features;
using Tocsin.Core.Storage;
using Tocsin.Journal.Sealing;
using Xunit;

namespace Tocsin.Journal.Tests.Sealing;

/// <summary>Keys at hand: bounded in number and age.</summary>
public sealed class BorrowerKeysTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly MemoryJournalStore _store = new();

    [Fact]
    public async Task GetAsync_Again_DoesNotAskTheStoreUntilItIsOld()
    {
        var keys = Keys();
        var key = await GetAsync(keys, "a");

        Assert.Equal(key, await GetAsync(keys, "a"));
        Assert.Equal(1, _store.Asked);
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(key, await GetAsync(keys, "a"));
        Assert.Equal(2, _store.Asked);
    }

    [Fact]
    public async Task GetAsync_MoreBorrowersThanAreKept_ForgetsTheOldest()
    {
        var keys = Keys(new JournalOptions { CachedKeys = 2 });
        foreach (var name in new[] { "a", "b", "c", "c", "b" }) await GetAsync(keys, name);
        Assert.Equal(3, _store.Asked);

        await GetAsync(keys, "a");

        Assert.Equal(4, _store.Asked);
    }

    [Fact]
    public async Task GetAsync_StoreAway_AnswersNullAndPausesBeforeItAsksAgain()
    {
        var keys = Keys();
        var known = await GetAsync(keys, "known");
        _store.IsAway = true;

        Assert.Null(await GetAsync(keys, "a"));
        Assert.Null(await GetAsync(keys, "b"));
        Assert.Equal(2, _store.Asked);
        Assert.Equal(known, await GetAsync(keys, "known"));

        _store.IsAway = false;
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(await GetAsync(keys, "b"));
    }

    [Fact]
    public async Task GetAsync_NoStore_AnswersNull()
    {
        var keys = new BorrowerKeys(new JournalOptions(), null, _time);

        Assert.Null(await GetAsync(keys, "a"));
        Assert.False(keys.HasStore);
        await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
            await keys.ReadAsync(BorrowerId.Parse("a"), CancellationToken.None));
    }

    [Fact]
    public async Task Forget_BorrowerThatWasErased_GivesItAnotherKey()
    {
        var keys = Keys();
        var key = await GetAsync(keys, "a");
        _store.Keys.Clear();
        Assert.Null(await keys.ReadAsync(BorrowerId.Parse("a"), CancellationToken.None));

        keys.Forget(BorrowerId.Parse("a"));

        Assert.NotEqual(key, await GetAsync(keys, "a"));
    }

    [Fact]
    public async Task GetAsync_BorrowerErasedElsewhere_GetsAnotherKeyWithinHalfAMinute()
    {
        var keys = Keys();
        var key = await GetAsync(keys, "a");
        _store.Keys.Clear();

        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(key, await GetAsync(keys, "a"));
        _time.Advance(TimeSpan.FromSeconds(1));
        _store.IsAway = true;
        Assert.Equal(key, await GetAsync(keys, "a"));
        _store.IsAway = false;
        _time.Advance(TimeSpan.FromSeconds(1));

        var other = await GetAsync(keys, "a");
        Assert.NotEqual(key, other);
        Assert.Equal(_store.Keys[BorrowerId.Parse("a")], other);
    }

    [Fact]
    public async Task Forget_WhileTheStoreIsAsked_KeepsNoKey()
    {
        var keys = Keys();
        _store.Given = () =>
        {
            _store.Given = null;
            _store.Keys.Clear();
            keys.Forget(BorrowerId.Parse("a"));
        };
        var key = await GetAsync(keys, "a");

        Assert.NotEqual(key, await GetAsync(keys, "a"));
        Assert.Equal(2, _store.Asked);
    }

    private BorrowerKeys Keys(JournalOptions? options = null) => new(options ?? new JournalOptions(), _store, _time);

    private static ValueTask<byte[]?> GetAsync(BorrowerKeys keys, string borrower) =>
        keys.GetAsync(BorrowerId.Parse(borrower), CancellationToken.None);
}
