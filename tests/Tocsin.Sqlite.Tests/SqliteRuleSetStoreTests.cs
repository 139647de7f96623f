using Tocsin.Conformance;
using Tocsin.Core.Rules.Publishing;
using Tocsin.Core.Storage;
using Xunit;
using static Tocsin.Conformance.SampleRuleSets;

namespace Tocsin.Sqlite.Tests;

/// <summary>The rule set store keeps the contract.</summary>
public sealed class SqliteRuleSetStoreTests : RuleSetStoreContract
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task ReadFilesAsync_WhatIsKeptIsNotWhatWasPublished_Throws()
    {
        var store = await OpenStoreAsync();
        var files = Files(1);
        await store.RuleSets.PublishAsync(Publication(files), files, Cancellation);

        foreach (var kept in new byte[][] { RuleFilesCodec.ToZip(Files(2)), [1, 2, 3], [] })
        {
            await ExecuteAsync(store, "UPDATE rule_set_files SET zip = ?1", kept);
            await Assert.ThrowsAsync<InvalidDataException>(async () =>
                await store.RuleSets.ReadFilesAsync(files.Digest, Cancellation));
        }

        await ExecuteAsync(store, "DELETE FROM rule_set_files");
        await Assert.ThrowsAsync<InvalidDataException>(async () =>
            await store.RuleSets.ReadFilesAsync(files.Digest, Cancellation));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override ValueTask<IStore> CreateStoreAsync(string place, int? partitions) =>
        new(_folder.Store(place, options => options.Partitions = partitions));

    private static async Task ExecuteAsync(IStore store, string sql, params object[] values) =>
        await ((SqliteStore)store).Session.Writer.WriteAsync(
            (link, _) => link[sql].Execute(values), size: 1, Cancellation);
}
