using Tocsin.Conformance.Reviews;
using Tocsin.Core.Features;
using Tocsin.Core.Previews;
using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;
using Tocsin.Server.Previews;
using Tocsin.Server.Tests.Running;
using Tocsin.Server.Tests.Shadows;
using Tocsin.Sqlite;
using Xunit;

namespace Tocsin.Server.Tests.Previews;

public sealed class BorrowerPagesTests : IAsyncLifetime
{
    private static readonly BorrowerId _borrower = BorrowerId.Parse("b1");
    private static readonly DateTimeOffset _noon = new(2026, 6, 30, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteStore _store;

    public BorrowerPagesTests() => _store = new SqliteStore(new SqliteStoreOptions { Folder = _folder.Path });

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _store.OpenAsync(Ended);

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    // A review is committed between the two reads.
    [Theory]
    [InlineData(0, true, 1)]
    [InlineData(1, true, 2)]
    [InlineData(2, true, 3)]
    [InlineData(9, false, 3)]
    public async Task ReadAsync_FeaturesOlderThanTheState_AreReadAgain(int behind, bool isRead, int reads)
    {
        var store = new LaggingStore(_store) { Behind = behind };
        var preview = new RuleSetPreview(
            new ActivatedRuleSet(ShadowedLoans.Live, 1, _noon), ShadowedLoans.Strict, new PreviewOptions(), _noon);

        var read = await new BorrowerPages(store, preview, share: 1).ReadAsync(_borrower, Ended);

        Assert.Equal(isRead ? 2 : null, read?.Stored.Revision);
        Assert.Equal(reads, store.Reads);
    }

    // So many reads of features are older than the state.
    private sealed class LaggingStore(IStore inner) : StoreDecorator(inner)
    {
        public int Behind { get; init; }

        public int Reads { get; private set; }

        protected override ValueTask<T> CallAsync<T>(string what, Func<ValueTask<T>> call)
        {
            if (typeof(T) == typeof(BorrowerWarnings))
                return Of<T>(BorrowerWarnings.Empty(_borrower) with { FeaturesRevision = 2 });
            return typeof(T) != typeof(StoredProfile) ? call() : Of<T>(new StoredProfile(
                _borrower, Reads++ < Behind ? 1 : 2, new Dictionary<string, StoredView>()));
        }

        private static ValueTask<T> Of<T>(object value) => ValueTask.FromResult((T)value);
    }
}
