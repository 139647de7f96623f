using Tocsin.Journal.Reading;
using Tocsin.Journal.Records;
using Tocsin.Journal.Verifying;
using Tocsin.Server.Tests.Running;
using Xunit;

namespace Tocsin.Journal.Tests;

/// <summary>Writing, closing, opening again.</summary>
public sealed partial class DecisionJournalTests : IDisposable
{
    private readonly JournalPlace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData(JournalMode.Written)]
    [InlineData(JournalMode.Synced)]
    public async Task AppendAsync_ManyAtOnce_AreAllThereAtOnceAndAfterwards(JournalMode mode)
    {
        _place.Options.Mode = mode;
        List<DecisionId> ids = [];
        await using (var journal = await _place.OpenAsync())
        {
            var records = await Task.WhenAll(SampleDecisions.Examples.Concat(SampleDecisions.Examples)
                .Select(example => SampleDecisions.RecordAsync(journal, example)));
            await Task.WhenAll(records.Select(async record =>
                await journal.AppendAsync(record, CancellationToken.None)));
            ids.AddRange(records.Select(record => SampleDecisions.IdOf(record.Record)));
            Assert.All(records, record =>
                Assert.Equal(record.Record, journal.Find(SampleDecisions.IdOf(record.Record))!.Record));
            Assert.True(journal.Figures.Groups < ids.Count, "What waits together is written together.");
        }

        await using var again = await _place.OpenAsync();
        Assert.All(ids, id => Assert.NotNull(again.Find(id)!.Layout));
        var verified = await _place.VerifyAsync();
        Assert.Equal((true, ids.Count), (verified.IsSound, (int)verified.Decisions));
        Assert.Empty(again.Figures.Damage);
    }

    [Fact]
    public async Task Find_AnotherInstancesId_IsNotThereAndSaysWhoseMarkItHas()
    {
        await using var journal = await _place.OpenAsync();
        await SampleDecisions.AppendAsync(journal, 3);
        var foreign = DecisionId.New(_place.Time.GetUtcNow(), DecisionId.MarkOf("second"));

        Assert.Null(journal.Find(foreign));
        Assert.NotEqual(journal.InstanceMark, foreign.Mark);
    }

    [Fact]
    public async Task AppendAsync_WhatBecameOfADecision_IsFoundWithItAcrossSegments()
    {
        _place.Options.SegmentBytes = 64 << 10;
        await using var journal = await _place.OpenAsync();
        var ids = await SampleDecisions.AppendAsync(journal, 5);
        await journal.AppendAsync(
            Outcome(ids[2], DecisionResult.Accepted), SampleDecisions.Borrower, CancellationToken.None);
        await SampleDecisions.AppendAsync(journal, 300);
        await journal.AppendAsync(
            Outcome(ids[2], DecisionResult.Booked), SampleDecisions.Borrower, CancellationToken.None);

        Assert.True(_place.Segments.Count > 1);
        var found = journal.Find(ids[2])!;
        Assert.Equal([DecisionResult.Accepted, DecisionResult.Booked], found.Outcomes.Select(o => o.Result));
        Assert.Empty(journal.Find(ids[1])!.Outcomes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Find_InClosedSegments_WithOrWithoutTheirIndexes(bool lost)
    {
        _place.Options.SegmentBytes = 64 << 10;
        var ids = await _place.WriteAsync(400);
        Assert.True(_place.Segments.Count > 2);
        foreach (var index in Directory.EnumerateFiles(_place.Folder, "*.index"))
        {
            if (lost) File.Delete(index);
        }

        await using var journal = await _place.OpenAsync();

        Assert.All(ids, id => Assert.True(journal.Find(id) is { IsIntact: true, Layout: not null }));
        Assert.True((await _place.VerifyAsync()).IsSound);
    }

    [Fact]
    public async Task OpenAsync_FolderInUse_IsRefused()
    {
        await using var journal = await _place.OpenAsync();

        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await _place.OpenAsync());
    }

    [Fact]
    public async Task AppendAsync_AfterItsEnd_IsRefused()
    {
        var journal = await _place.OpenAsync();
        var record = await SampleDecisions.RecordAsync(journal);
        await journal.DisposeAsync();

        var fault = await Assert.ThrowsAsync<JournalUnavailableException>(async () =>
            await journal.AppendAsync(record, CancellationToken.None));
        Assert.Equal(JournalFault.Closed, fault.Fault);
    }

    [Fact]
    public async Task Find_IndexLostWhileOpen_BuildsItAnew()
    {
        _place.Options.SegmentBytes = 64 << 10;
        await using var journal = await _place.OpenAsync();
        var ids = await SampleDecisions.AppendAsync(journal, 200);
        Assert.NotNull(journal.Find(ids[0]));
        // An index is put beside its segment while the next one is written already.
        await Eventually.SoAsync(
            () => Directory.EnumerateFiles(_place.Folder, "*.index").Any(), "an index is beside its segment");
        foreach (var index in Directory.EnumerateFiles(_place.Folder, "*.index")) File.Delete(index);

        Assert.All(ids, id => Assert.NotNull(journal.Find(id)));
    }

    [Fact]
    public async Task OutcomesOf_DecisionOfASegment_AreThoseOfItAndTheSegmentsAfter()
    {
        _place.Options.SegmentBytes = 64 << 10;
        await using var journal = await _place.OpenAsync();
        var ids = await SampleDecisions.AppendAsync(journal, 200);
        await journal.AppendAsync(
            Outcome(ids[0], DecisionResult.Accepted), SampleDecisions.Borrower, CancellationToken.None);
        var items = journal.Read(JournalRange.All).Where(item => item.Entry?.Decision is not null).ToList();

        Assert.Single(journal.OutcomesOf(ids[0], items[0].Segment));
        Assert.Empty(journal.OutcomesOf(ids[1], items[1].Segment));
        Assert.Single(journal.OutcomesOf(ids[0], "no such segment"));
    }

    [Fact]
    public async Task AppendAsync_ModeBackgroundAfterClosing_CountsAsLost()
    {
        _place.Options.Mode = JournalMode.Background;
        var journal = await _place.OpenAsync();
        var late = await SampleDecisions.RecordAsync(journal);
        await journal.DisposeAsync();

        await journal.AppendAsync(late, CancellationToken.None);

        Assert.Equal(1, journal.Figures.Lost);
    }

    [Fact]
    public async Task AppendAsync_LargerThanAnEntryMayBe_IsRefused()
    {
        _place.Options.EntryBytes = 4 << 10;
        await using var journal = await _place.OpenAsync();
        var outcome = Outcome(DecisionId.New(_place.Time.GetUtcNow(), 1), DecisionResult.Accepted);
        outcome.Reason = new string('x', 5_000);

        var fault = await Assert.ThrowsAsync<JournalUnavailableException>(async () =>
            await journal.AppendAsync(outcome, SampleDecisions.Borrower, CancellationToken.None));
        Assert.Equal((JournalFault.EntryTooLarge, 1), (fault.Fault, journal.Figures.Failed));
    }

    [Fact]
    public async Task OpenAsync_TornLastGroup_IsTrimmedAndNoted()
    {
        var ids = await _place.WriteAsync(3);
        var whole = new FileInfo(_place.LastSegment).Length;
        var last = GroupEditing.Groups(_place.LastSegment)[^1];
        File.AppendAllBytes(_place.LastSegment, last[..(last.Length / 2)]);
        Assert.Contains((await _place.VerifyAsync()).Findings, f => f.Kind == JournalFindingKind.TornTail);

        await using var journal = await _place.OpenAsync();
        ids = [.. ids, .. await SampleDecisions.AppendAsync(journal, 2)];

        Assert.All(ids, id => Assert.NotNull(journal.Find(id)));
        Assert.Empty(journal.Figures.Damage);
        Assert.Single(_place.Segments);
        var verified = await _place.VerifyAsync();
        Assert.True(verified.IsSound);
        var note = Assert.Single(verified.Findings);
        Assert.Equal((JournalFindingKind.Noted, whole), (note.Kind, note.Offset));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(1.0)]
    public async Task OpenAsync_DamagedLastSegment_StaysAsItIsAndAnotherGoesOn(double where)
    {
        var ids = await _place.WriteAsync(6);
        var damaged = _place.LastSegment;
        var bytes = File.ReadAllBytes(damaged);
        var groups = GroupEditing.Groups(damaged);
        // The first group after the head, or the last: what is whole and wrong is never trimmed.
        var at = where < 1 ? 192 + (groups[0].Length / 2) : bytes.Length - (groups[^1].Length / 2);
        bytes[at] ^= 1;
        File.WriteAllBytes(damaged, bytes);

        await using var journal = await _place.OpenAsync();
        var more = await SampleDecisions.AppendAsync(journal, 2);

        Assert.NotEmpty(journal.Figures.Damage);
        Assert.Equal(bytes, File.ReadAllBytes(damaged));
        Assert.Equal(2, _place.Segments.Count);
        Assert.All(more, id => Assert.True(journal.Find(id)!.IsIntact));
        Assert.False(journal.Find(where < 1 ? ids[0] : ids[^1])!.IsIntact);
        Assert.Equal(
            [JournalFindingKind.GroupAltered, JournalFindingKind.NotedDamage],
            (await _place.DamageAsync()).Distinct());
    }

    private DecisionOutcomeRecord Outcome(DecisionId id, DecisionResult result) => new()
    {
        DecisionId = Google.Protobuf.ByteString.CopyFrom(id.ToByteArray()),
        Result = result,
        OccurredAt = _place.Time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000,
        Caller = SampleDecisions.Caller,
    };
}
