using Tocsin.Journal.Files;
using Tocsin.Journal.Verifying;
using Tocsin.Server.Tests.Running;
using Xunit;

namespace Tocsin.Journal.Tests;

/// <summary>What the store knows of the files.</summary>
public sealed partial class DecisionJournalTests
{
    [Fact]
    public async Task OpenAsync_TailCut_IsToldAndGoesOnAfterWhatTheStoreKnows()
    {
        await _place.WriteAsync(6);
        var anchored = (await _place.AnchorAsync())!;
        GroupEditing.Lay(_place.LastSegment, GroupEditing.Groups(_place.LastSegment).Take(3));
        Assert.Equal([JournalFindingKind.TailCut], await _place.DamageAsync());

        await using var journal = await _place.OpenAsync();
        var ids = await SampleDecisions.AppendAsync(journal, 2);

        Assert.Single(journal.Figures.Damage);
        Assert.All(ids, id => Assert.NotNull(journal.Find(id)));
        Assert.Equal(anchored.Group + 1, SegmentPath.FirstGroupOf(_place.LastSegment));
        Assert.Equal(
            [JournalFindingKind.GroupsMissing, JournalFindingKind.NotedDamage], (await _place.DamageAsync()).Order());
    }

    [Fact]
    public async Task OpenAsync_FolderEmptied_IsToldEverAfter()
    {
        await _place.WriteAsync(3);
        Directory.Delete(_place.Folder, recursive: true);
        Assert.Equal([JournalFindingKind.JournalMissing], await _place.DamageAsync());

        await using (var journal = await _place.OpenAsync())
        {
            Assert.Single(journal.Figures.Damage);
            await SampleDecisions.AppendAsync(journal, 2);
        }

        Assert.Equal([JournalFindingKind.NotedDamage], await _place.DamageAsync());
    }

    [Fact]
    public async Task KeepAsync_StoreAwayAtOpening_ComparesBeforeItAnchors()
    {
        await _place.WriteAsync(6);
        GroupEditing.Lay(_place.LastSegment, GroupEditing.Groups(_place.LastSegment).Take(3));
        _place.Store.IsAway = true;
        await using var journal = await _place.OpenAsync();
        await SampleDecisions.AppendAsync(journal, 8);
        Assert.Empty(journal.Figures.Damage);

        _place.Store.IsAway = false;
        await journal.KeepAsync(CancellationToken.None);

        Assert.Single(journal.Figures.Damage);
        Assert.Contains(JournalFindingKind.NotedDamage, await _place.DamageAsync());
    }

    [Fact]
    public async Task KeepAsync_EverySecond_MovesTheAnchorWithTheHead()
    {
        await using var journal = await _place.OpenAsync();
        Assert.Null(journal.Figures.AnchorAge);
        await SampleDecisions.AppendAsync(journal, 2);

        await Eventually.SoAsync(
            () =>
            {
                _place.Time.Advance(TimeSpan.FromSeconds(1));
                return journal.Figures.AnchoredGroup == journal.Figures.Head.Group;
            },
            "the anchor is at the head");

        var anchor = await _place.AnchorAsync();
        Assert.Equal((journal.Figures.Head.Group, journal.Figures.Head.Hash), (anchor!.Group, anchor.Hash));
        Assert.Equal((journal.Journal, 1), (anchor.Journal, anchor.OldestGroup));
    }

    [Fact]
    public async Task KeepAsync_OverTheSize_LetsTheOldestSegmentsGoAfterTheStoreKnows()
    {
        (_place.Options.SegmentBytes, _place.Options.RetainBytes) = (256 << 10, 1 << 20);
        await using var journal = await _place.OpenAsync();
        var ids = await SampleDecisions.AppendAsync(journal, 4_000);
        Assert.True(_place.Segments.Sum(path => new FileInfo(path).Length) > 1 << 20);
        _place.Store.IsAway = true;
        var before = _place.Segments.Count;
        await Assert.ThrowsAnyAsync<Exception>(() => journal.KeepAsync(CancellationToken.None));
        Assert.Equal(before, _place.Segments.Count);
        Assert.True(journal.Figures.Overdue > 0);

        _place.Store.IsAway = false;
        await journal.KeepAsync(CancellationToken.None);

        Assert.True(_place.Segments.Sum(path => new FileInfo(path).Length) <= 1 << 20);
        Assert.True(_place.Segments.Count > 1);
        Assert.Equal(0, journal.Figures.Overdue);
        var oldest = (await _place.AnchorAsync())!.OldestGroup;
        Assert.Equal(SegmentPath.FirstGroupOf(_place.Segments[0]), oldest);
        Assert.Null(journal.Find(ids[0]));
        Assert.NotNull(journal.Find(ids[^1]));
        Assert.True((await _place.VerifyAsync()).IsSound);
        File.Delete(_place.Segments[0]);
        Assert.Equal([JournalFindingKind.BeginningMissing], await _place.DamageAsync());
    }

    [Fact]
    public async Task KeepAsync_OverTheAge_LetsAllButTheOpenSegmentGo()
    {
        (_place.Options.SegmentBytes, _place.Options.RetainDays) = (64 << 10, 30);
        await using var journal = await _place.OpenAsync();
        await SampleDecisions.AppendAsync(journal, 300);
        Assert.True(_place.Segments.Count > 2);
        await journal.KeepAsync(CancellationToken.None);
        Assert.True(_place.Segments.Count > 2);

        _place.Time.Advance(TimeSpan.FromDays(1));
        await journal.KeepAsync(CancellationToken.None);
        _place.Time.Advance(TimeSpan.FromDays(31));
        await journal.KeepAsync(CancellationToken.None);

        Assert.Single(_place.Segments);
        Assert.True((await _place.VerifyAsync()).IsSound);
    }

    [Fact]
    public async Task KeepAsync_QuietJournalPastItsAge_LetsEverythingGoAndIsSoundAfterAStart()
    {
        _place.Options.RetainDays = 30;
        await using (var journal = await _place.OpenAsync())
        {
            var ids = await SampleDecisions.AppendAsync(journal, 3);
            _place.Time.Advance(TimeSpan.FromDays(1));
            await journal.KeepAsync(CancellationToken.None);
            Assert.Equal(2, _place.Segments.Count);
            Assert.NotNull(journal.Find(ids[0]));

            _place.Time.Advance(TimeSpan.FromDays(31));
            await journal.KeepAsync(CancellationToken.None);
            Assert.Single(_place.Segments);
            Assert.Null(journal.Find(ids[0]));
        }

        await using var again = await _place.OpenAsync();
        await SampleDecisions.AppendAsync(again, 1);

        Assert.Empty(again.Figures.Damage);
        Assert.Equal(4, again.Figures.Head.Group);
        await again.KeepAsync(CancellationToken.None);
        Assert.True((await _place.VerifyAsync()).IsSound);
    }

    [Fact]
    public async Task AppendAsync_SegmentPastItsAge_GoesToAnother()
    {
        await using var journal = await _place.OpenAsync();
        await SampleDecisions.AppendAsync(journal, 1);
        _place.Time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        await SampleDecisions.AppendAsync(journal, 1);
        Assert.Single(_place.Segments);
        _place.Time.Advance(TimeSpan.FromSeconds(1));

        await SampleDecisions.AppendAsync(journal, 1);

        Assert.Equal(2, _place.Segments.Count);
    }

    [Fact]
    public async Task KeepAsync_SegmentFileTaken_IsDamageAndTheHeadIsAnchoredAllTheSame()
    {
        _place.Options.SegmentBytes = 64 << 10;
        await using var journal = await _place.OpenAsync();
        await SampleDecisions.AppendAsync(journal, 200);
        Assert.True(_place.Segments.Count > 2);
        File.Delete(_place.Segments[0]);

        await journal.KeepAsync(CancellationToken.None);
        await SampleDecisions.AppendAsync(journal, 1);
        await journal.KeepAsync(CancellationToken.None);

        Assert.Contains("is gone", Assert.Single(journal.Figures.Damage), StringComparison.Ordinal);
        Assert.Equal(journal.Figures.Head.Group, (await _place.AnchorAsync())!.Group);
        Assert.Equal(
            [JournalFindingKind.BeginningMissing, JournalFindingKind.NotedDamage],
            (await _place.DamageAsync()).Order());
    }

    [Fact]
    public async Task KeepAsync_StoreKnowsALaterGroup_IsDamageAndCountsAsNotAnchored()
    {
        await using var journal = await _place.OpenAsync();
        await SampleDecisions.AppendAsync(journal, 2);
        await journal.KeepAsync(CancellationToken.None);
        var anchor = (await _place.AnchorAsync())!;
        await _place.Store.WriteAnchorAsync(anchor with { Group = 50 }, CancellationToken.None);
        await SampleDecisions.AppendAsync(journal, 1);

        await journal.KeepAsync(CancellationToken.None);
        await journal.KeepAsync(CancellationToken.None);

        Assert.Equal(anchor.Group, journal.Figures.AnchoredGroup);
        Assert.Contains("group 50", Assert.Single(journal.Figures.Damage), StringComparison.Ordinal);
    }
}
