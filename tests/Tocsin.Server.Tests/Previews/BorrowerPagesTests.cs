using Tocsin.Conformance.Reviews;
using Tocsin.Core.Features;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;
using Tocsin.Server.Previews;
using Tocsin.Server.Tests.Shadows;
using Xunit;

namespace Tocsin.Server.Tests.Previews;

public sealed class BorrowerPagesTests(PreviewedStore store) : IClassFixture<PreviewedStore>
{
    private static readonly BorrowerId _borrower = BorrowerId.Parse("b1");

    // A review is committed between the two reads.
    [Theory]
    [InlineData(0, true, 1)]
    [InlineData(1, true, 2)]
    [InlineData(2, true, 3)]
    [InlineData(9, false, 3)]
    public async Task ReadAsync_FeaturesOlderThanTheState_AreReadAgain(int behind, bool isRead, int reads)
    {
        var lagging = new LaggingStore(store.Sqlite) { Behind = behind };
        var pages = new BorrowerPages(lagging, PreviewedStore.Of(ShadowedLoans.Strict), share: 1);

        var read = await pages.ReadAsync(_borrower, TestContext.Current.CancellationToken);

        Assert.Equal(isRead ? 2 : null, read?.Stored.Revision);
        Assert.Equal(reads, lagging.Reads);
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
