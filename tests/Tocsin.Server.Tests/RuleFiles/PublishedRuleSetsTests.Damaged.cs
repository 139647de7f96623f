using Microsoft.Extensions.Time.Testing;
using Tocsin.Conformance.Reviews;
using Tocsin.Core.Rules.Publishing;
using Tocsin.Core.Storage;
using Tocsin.Server.Endpoints;
using Tocsin.Server.RuleFiles;
using Xunit;

namespace Tocsin.Server.Tests.RuleFiles;

public sealed partial class PublishedRuleSetsTests
{
    private static readonly string _unpublished = new('a', 64);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FilesOfAsync_NotKeptOrDamaged_IsToldAsUnknown(bool isDamaged)
    {
        var published = new PublishedRuleSets(
            isDamaged ? new DamagedStore(_store) : _store, new RuleArchive(_folder.FullName), new FakeTimeProvider());

        var failure = await Assert.ThrowsAsync<FailureException>(
            () => published.FilesOfAsync(_unpublished, "options.digest", Cancellation));

        Assert.Equal(FailureReason.RuleSetUnknown, failure.Failure.Reason);
        Assert.Equal("options.digest", failure.Failure.Field);
    }

    // What is kept is not what was published.
    private sealed class DamagedStore(IStore inner) : StoreDecorator(inner), IStore, IRuleSetStore
    {
        IRuleSetStore IStore.RuleSets => this;

        public ValueTask<Core.Rules.RuleFiles?> ReadFilesAsync(string digest, CancellationToken cancellation) =>
            throw new InvalidDataException("It is no archive.");

        public ValueTask<RulePublication> PublishAsync(
            RulePublication publication, Core.Rules.RuleFiles files, CancellationToken cancellation) =>
            Inner.RuleSets.PublishAsync(publication, files, cancellation);

        public ValueTask<RulePublication?> FindAsync(string digest, CancellationToken cancellation) =>
            Inner.RuleSets.FindAsync(digest, cancellation);

        public ValueTask<IReadOnlyList<RulePublication>> ListAsync(
            RulePublication? after, int maximum, CancellationToken cancellation) =>
            Inner.RuleSets.ListAsync(after, maximum, cancellation);

        public ValueTask<RulePublication?> ApproveAsync(
            string digest, RuleApproval approval, CancellationToken cancellation) =>
            Inner.RuleSets.ApproveAsync(digest, approval, cancellation);

        public ValueTask<ShadowPlan?> ReadShadowAsync(CancellationToken cancellation) =>
            Inner.RuleSets.ReadShadowAsync(cancellation);

        public ValueTask WriteShadowAsync(ShadowPlan? plan, CancellationToken cancellation) =>
            Inner.RuleSets.WriteShadowAsync(plan, cancellation);

        protected override ValueTask<T> CallAsync<T>(string what, Func<ValueTask<T>> call) => call();
    }
}
