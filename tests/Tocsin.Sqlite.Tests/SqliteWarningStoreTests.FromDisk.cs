using Tocsin.Conformance;
using Tocsin.Core.Storage;

namespace Tocsin.Sqlite.Tests;

public sealed partial class SqliteWarningStoreTests
{
    /// <summary>The same where nothing that was committed is remembered, so that all of it is read.</summary>
    public sealed class FromDisk : WarningStoreContract
    {
        private readonly TemporaryFolder _folder = new();

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            _folder.Dispose();
        }

        protected override ValueTask<IStore> CreateStoreAsync(string place, int? partitions) => new(_folder.Store(
            place,
            options =>
            {
                options.Partitions = partitions;
                options.KeepsRecent = false;
            }));
    }
}
