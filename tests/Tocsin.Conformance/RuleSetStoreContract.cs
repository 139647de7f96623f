using Tocsin.Core.Rules.Publishing;
using Xunit;
using static Tocsin.Conformance.SampleRuleSets;

namespace Tocsin.Conformance;

/// <summary>What every store of rule sets does.</summary>
public abstract partial class RuleSetStoreContract : StoreContract
{
    private static readonly string _unknown = new('0', 64);

    [Fact]
    public async Task FindAsync_NothingPublished_IsNull()
    {
        var store = await OpenStoreAsync();

        Assert.Null(await store.RuleSets.FindAsync(_unknown, Cancellation));
        Assert.Null(await store.RuleSets.ReadFilesAsync(_unknown, Cancellation));
        Assert.Null(await store.RuleSets.ApproveAsync(_unknown, Approval("chen"), Cancellation));
        Assert.Null(await store.RuleSets.FindAsync("", Cancellation));
        Assert.Empty(await store.RuleSets.ListAsync(null, 10, Cancellation));
    }

    [Fact]
    public async Task PublishAsync_New_IsFoundWithItsFiles()
    {
        var store = await OpenStoreAsync();
        var (files, others) = (Files(1), Files(2));

        var published = await store.RuleSets.PublishAsync(Publication(files), files, Cancellation);
        await store.RuleSets.PublishAsync(Publication(others), others, Cancellation);

        AssertSame(Publication(files), published);
        AssertSame(Publication(files), await store.RuleSets.FindAsync(files.Digest, Cancellation));
        var read = await store.RuleSets.ReadFilesAsync(files.Digest, Cancellation);
        Assert.Equal(files.Digest, read!.Digest);
        Assert.Equal(files.Files.Select(file => file.Path), read.Files.Select(file => file.Path));
    }

    [Fact]
    public async Task PublishAsync_Again_AnswersTheFirst()
    {
        var store = await OpenStoreAsync();
        var files = Files(1);
        await store.RuleSets.PublishAsync(Publication(files), files, Cancellation);
        await store.RuleSets.ApproveAsync(files.Digest, Approval("chen"), Cancellation);

        var again = await store.RuleSets.PublishAsync(
            Publication(files, Noon.AddHours(1), "wu") with { Reason = "again" }, files, Cancellation);

        AssertSame(Publication(files) with { Approvals = [Approval("chen")] }, again);
        AssertSame(again, Assert.Single(await store.RuleSets.ListAsync(null, 10, Cancellation)));
    }

    [Fact]
    public async Task PublishAsync_EightAtOnce_AllAreAnsweredTheSame()
    {
        var store = await OpenStoreAsync();
        var files = Files(1);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
            await store.RuleSets.PublishAsync(
                Publication(files, Noon.AddMinutes(i), $"author-{i}"), files, Cancellation))));

        var first = await store.RuleSets.FindAsync(files.Digest, Cancellation);
        foreach (var answer in answers) AssertSame(first!, answer);
        AssertSame(first!, Assert.Single(await store.RuleSets.ListAsync(null, 10, Cancellation)));
    }

    [Fact]
    public async Task PublishAsync_WithApprovals_TakesNoneOver()
    {
        var store = await OpenStoreAsync();
        var files = Files(1);

        var published = await store.RuleSets.PublishAsync(
            Publication(files) with { Approvals = [Approval("zhou")] }, files, Cancellation);

        Assert.Empty(published.Approvals);
        Assert.Empty((await store.RuleSets.FindAsync(files.Digest, Cancellation))!.Approvals);
    }

    [Fact]
    public async Task PublishAsync_FilesOfAnotherDigestOrOutOfBounds_Throws()
    {
        var store = await OpenStoreAsync();
        var outside = new Core.Rules.RuleFiles([new("../outside.json", new byte[1])]);

        await Assert.ThrowsAsync<ArgumentException>(async () =>
            await store.RuleSets.PublishAsync(Publication(Files(1)), Files(2), Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(async () =>
            await store.RuleSets.PublishAsync(Publication(outside), outside, Cancellation));

        Assert.Empty(await store.RuleSets.ListAsync(null, 10, Cancellation));
    }

    [Fact]
    public async Task PublishAsync_TimeInAnotherZone_IsKeptInUtcToTheMicrosecond()
    {
        var store = await OpenStoreAsync();
        var files = Files(1);
        var evening = new DateTimeOffset(2026, 3, 2, 20, 0, 0, TimeSpan.FromHours(8)).AddTicks(9);

        var published = await store.RuleSets.PublishAsync(Publication(files, evening), files, Cancellation);
        var approved = await store.RuleSets.ApproveAsync(
            files.Digest, Approval("chen") with { At = evening }, Cancellation);

        Assert.Equal((Noon, TimeSpan.Zero), (published.At, published.At.Offset));
        Assert.Equal((Noon, TimeSpan.Zero), (approved!.Approvals[0].At, approved.Approvals[0].At.Offset));
        AssertSame(approved, await store.RuleSets.FindAsync(files.Digest, Cancellation));
    }

    [Fact]
    public async Task PublishAsync_CancelledBefore_ChangesNothing()
    {
        var store = await OpenStoreAsync();
        var files = Files(1);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.RuleSets.PublishAsync(
            Publication(files), files, new CancellationToken(canceled: true)));

        Assert.Null(await store.RuleSets.FindAsync(files.Digest, Cancellation));
    }

    [Fact]
    public async Task FindAsync_OpenedAgain_StillHasEverything()
    {
        var first = await OpenStoreAsync();
        var files = Files(1);
        await first.RuleSets.PublishAsync(Publication(files), files, Cancellation);
        var approved = await first.RuleSets.ApproveAsync(files.Digest, Approval("chen"), Cancellation);
        await first.RuleSets.WriteShadowAsync(Shadow(files.Digest), Cancellation);
        await first.DisposeAsync();

        var second = await OpenStoreAsync();

        AssertSame(approved!, await second.RuleSets.FindAsync(files.Digest, Cancellation));
        Assert.Equal(files.Digest, (await second.RuleSets.ReadFilesAsync(files.Digest, Cancellation))!.Digest);
        Assert.Equal(Shadow(files.Digest), await second.RuleSets.ReadShadowAsync(Cancellation));
    }

    private static void AssertSame(RulePublication expected, RulePublication? actual)
    {
        Assert.Equal(expected with { Approvals = [] }, actual! with { Approvals = [] });
        Assert.Equal(expected.Approvals, actual.Approvals);
    }
}
