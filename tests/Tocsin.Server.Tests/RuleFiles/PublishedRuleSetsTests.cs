using System.Globalization;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Publishing;
using Tocsin.Server.Endpoints;
using Tocsin.Server.RuleFiles;
using Tocsin.Sqlite;
using Xunit;

namespace Tocsin.Server.Tests.RuleFiles;

/// <summary>Rule sets named by the beginning of their digest.</summary>
public sealed partial class PublishedRuleSetsTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tocsin-published-");
    private readonly SqliteStore _store;
    private readonly PublishedRuleSets _published;

    public PublishedRuleSetsTests()
    {
        _store = new SqliteStore(new SqliteStoreOptions { Folder = Path.Combine(_folder.FullName, "store") });
        _published = new PublishedRuleSets(_store, new RuleArchive(_folder.FullName), new FakeTimeProvider());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _store.OpenAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task FindAsync_TwoDigestsBeginSo_IsAmbiguousUntilMoreIsGiven()
    {
        var (one, other) = AlikeFiles();
        await PublishAsync(one);
        Assert.Equal(one.Digest, (await FindAsync(one.Digest[..8])).Digest);
        await PublishAsync(other);

        var failure = await Assert.ThrowsAsync<FailureException>(() => FindAsync(one.Digest[..8]));

        Assert.Equal(FailureReason.DigestAmbiguous, failure.Failure.Reason);
        foreach (var files in new[] { one, other })
        {
            var apart = 8 + one.Digest.Skip(8).Zip(other.Digest.Skip(8)).TakeWhile(pair => pair.First == pair.Second)
                .Count();
            Assert.Equal(files.Digest, (await FindAsync(files.Digest[..(apart + 1)])).Digest);
            Assert.Equal(files.Digest, (await FindAsync(files.Digest.ToUpperInvariant())).Digest);
        }
    }

    [Theory]
    [InlineData("0123456")]
    [InlineData("0123456g")]
    [InlineData("")]
    [InlineData("00000000000000000000000000000000000000000000000000000000000000000")]
    public async Task FindAsync_NoBeginningOfADigest_IsRefused(string text)
    {
        var failure = await Assert.ThrowsAsync<FailureException>(() => FindAsync(text));

        Assert.Equal(FailureReason.RequestInvalid, failure.Failure.Reason);
    }

    [Fact]
    public async Task FindAsync_NonePublishedSo_IsUnknown()
    {
        await PublishAsync(Files(1));

        var failure = await Assert.ThrowsAsync<FailureException>(() => FindAsync(Files(2).Digest[..8]));

        Assert.Equal(FailureReason.RuleSetUnknown, failure.Failure.Reason);
    }

    private Task<RulePublication> FindAsync(string text) => _published.FindAsync(text, "digest", Cancellation);

    private async Task PublishAsync(Core.Rules.RuleFiles files) => await _store.RuleSets.PublishAsync(
        new RulePublication(files.Digest, "name", "1", "zhou", "", DateTimeOffset.UnixEpoch), files, Cancellation);

    // Of some hundred thousand files two have digests that begin with the same eight characters.
    private static (Core.Rules.RuleFiles One, Core.Rules.RuleFiles Other) AlikeFiles()
    {
        var seen = new Dictionary<string, int>();
        for (var number = 0; ; number++)
        {
            var files = Files(number);
            if (!seen.TryAdd(files.Digest[..8], number)) return (Files(seen[files.Digest[..8]]), files);
        }
    }

    private static Core.Rules.RuleFiles Files(int number) => new(
        [new RuleFile("n", Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)))]);
}
