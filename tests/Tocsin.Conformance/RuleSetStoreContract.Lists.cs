using Tocsin.Core.Rules.Publishing;
using Xunit;
using static Tocsin.Conformance.SampleRuleSets;

namespace Tocsin.Conformance;

/// <summary>Pages of publications, approvals, and the shadow.</summary>
public abstract partial class RuleSetStoreContract
{
    [Fact]
    public async Task ListAsync_PageByPage_GoesFromTheLatestToTheFirst()
    {
        var store = await OpenStoreAsync();
        var published = new List<RulePublication>();
        for (var i = 0; i < 7; i++)
        {
            // Three moments, so that some were published at the same one.
            var files = Files(i);
            published.Add(await store.RuleSets.PublishAsync(
                Publication(files, Noon.AddMicroseconds(i % 3)), files, Cancellation));
        }

        var listed = new List<RulePublication>();
        for (IReadOnlyList<RulePublication> page = [.. published.Take(1)]; page.Count > 0; listed.AddRange(page))
            page = await store.RuleSets.ListAsync(listed.LastOrDefault(), 2, Cancellation);

        var expected = published.OrderByDescending(publication => publication.At)
            .ThenByDescending(publication => publication.Digest, StringComparer.Ordinal);
        Assert.Equal(expected.Select(one => one.Digest), listed.Select(one => one.Digest));
        Assert.Equal(7, (await store.RuleSets.ListAsync(null, 1_000, Cancellation)).Count);
    }

    [Fact]
    public async Task ListAsync_AfterOneThatIsNotPublished_GoesOnBehindItsPlace()
    {
        var store = await OpenStoreAsync();
        var files = Files(1);
        await store.RuleSets.PublishAsync(Publication(files), files, Cancellation);

        var later = await store.RuleSets.ListAsync(Publication(Files(2), Noon.AddHours(1)), 10, Cancellation);
        var earlier = await store.RuleSets.ListAsync(Publication(Files(2), Noon.AddHours(-1)), 10, Cancellation);

        Assert.Equal(files.Digest, Assert.Single(later).Digest);
        Assert.Empty(earlier);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_001)]
    public async Task ListAsync_OutOfBounds_Throws(int limit)
    {
        var store = await OpenStoreAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () =>
            await store.RuleSets.ListAsync(null, limit, Cancellation));
    }

    [Fact]
    public async Task ApproveAsync_TheSameTwice_IsNotedOnce()
    {
        var store = await OpenStoreAsync();
        var files = Files(1);
        await store.RuleSets.PublishAsync(Publication(files), files, Cancellation);

        await store.RuleSets.ApproveAsync(files.Digest, Approval("陈"), Cancellation);
        await store.RuleSets.ApproveAsync(files.Digest, Approval("an/ \"other\""), Cancellation);
        var approved = await store.RuleSets.ApproveAsync(
            files.Digest, new RuleApproval("陈", "again", Noon.AddHours(1)), Cancellation);

        AssertSame(
            Publication(files) with { Approvals = [Approval("陈"), Approval("an/ \"other\"")] }, approved);
        AssertSame(approved!, await store.RuleSets.FindAsync(files.Digest, Cancellation));
        AssertSame(approved!, Assert.Single(await store.RuleSets.ListAsync(null, 10, Cancellation)));
    }

    [Fact]
    public async Task ApproveAsync_MoreThanTheMost_KeepsTheFirst()
    {
        var store = await OpenStoreAsync();
        var files = Files(1);
        await store.RuleSets.PublishAsync(Publication(files), files, Cancellation);

        for (var i = 0; i <= RulePublication.MaximumApprovals; i++)
            await store.RuleSets.ApproveAsync(files.Digest, Approval($"approver-{i}"), Cancellation);

        var found = await store.RuleSets.FindAsync(files.Digest, Cancellation);
        Assert.Equal(
            Enumerable.Range(0, RulePublication.MaximumApprovals).Select(i => Approval($"approver-{i}")),
            found!.Approvals);
    }

    [Fact]
    public async Task ApproveAsync_ManyAtOnce_NotesEachOnce()
    {
        var store = await OpenStoreAsync();
        var files = Files(1);
        await store.RuleSets.PublishAsync(Publication(files), files, Cancellation);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
            await store.RuleSets.ApproveAsync(files.Digest, Approval($"approver-{i % 4}"), Cancellation))));

        var found = await store.RuleSets.FindAsync(files.Digest, Cancellation);
        Assert.Equal(
            ["approver-0", "approver-1", "approver-2", "approver-3"],
            found!.Approvals.Select(approval => approval.Approver).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task WriteShadowAsync_Another_TakesItsPlaceUntilItIsTakenAway()
    {
        var store = await OpenStoreAsync();
        Assert.Null(await store.RuleSets.ReadShadowAsync(Cancellation));
        await store.RuleSets.WriteShadowAsync(null, Cancellation);
        await store.RuleSets.WriteShadowAsync(Shadow(_unknown), Cancellation);
        var evening = new DateTimeOffset(2026, 3, 9, 20, 0, 0, TimeSpan.FromHours(8)).AddTicks(3);
        // No number of binary digits writes a third: what is read back is the same share to the last bit.
        var other = Shadow(Files(1).Digest) with { Share = 1.0 / 3, StartedAt = evening, Until = evening, Reason = "" };

        await store.RuleSets.WriteShadowAsync(other, Cancellation);

        var noon = Noon.AddDays(7);
        var read = await store.RuleSets.ReadShadowAsync(Cancellation);
        Assert.Equal(other with { StartedAt = noon, Until = noon }, read);
        Assert.Equal(TimeSpan.Zero, read!.Until.Offset);
        await store.RuleSets.WriteShadowAsync(null, Cancellation);
        Assert.Null(await store.RuleSets.ReadShadowAsync(Cancellation));
    }
}
