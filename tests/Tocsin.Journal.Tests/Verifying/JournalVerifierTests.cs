using Tocsin.Journal.Files;
using Tocsin.Journal.Verifying;
using Xunit;

namespace Tocsin.Journal.Tests.Verifying;

/// <summary>Every way in which files can be tampered with is found and named.</summary>
public sealed class JournalVerifierTests : IDisposable
{
    private readonly JournalPlace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Verify_AsItWasWritten_FindsNothing()
    {
        await _place.WriteAsync(5);

        var verified = await _place.VerifyAsync();

        Assert.Empty(verified.Findings);
        Assert.Equal((5, 5), (verified.Decisions, verified.Groups));
        var anchor = (await _place.AnchorAsync())!;
        Assert.Equal((anchor.Group, anchor.Hash), (verified.Head.Group, verified.Head.Hash));
        Assert.Equal((anchor.Journal, anchor.Entries), (verified.Journal, verified.Head.Entries));
    }

    [Fact]
    public async Task Verify_AnyByteFlipped_FindsTheGroupOrTheHead()
    {
        await _place.WriteAsync(3);
        var path = _place.LastSegment;
        var sound = File.ReadAllBytes(path);
        var anchor = await _place.AnchorAsync();
        var random = new Random(7);
        // Every byte of head and frames, and a sample of the rest.
        var places = Enumerable.Range(0, SegmentHeader.Length + 120)
            .Concat(Enumerable.Range(0, 400).Select(_ => random.Next(sound.Length)))
            .Concat(Enumerable.Range(1, 40).Select(back => sound.Length - back));
        foreach (var at in places)
        {
            var bytes = (byte[])sound.Clone();
            bytes[at] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, bytes);

            var verified = JournalVerifier.Verify(_place.Folder, anchor);

            Assert.False(verified.IsSound, $"The byte at {at} was flipped.");
            // The length of the last group may come to lead beyond the end: then the anchor tells what is lacking.
            Assert.Contains(verified.Findings, finding =>
                finding.Segment == Path.GetFileName(path) && finding.Offset <= at);
            // Even without an anchor, unless the last group seems not to be finished.
            Assert.NotEmpty(JournalVerifier.Verify(_place.Folder, null).Findings);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Verify_GroupRemoved_NamesIt(int which)
    {
        await _place.WriteAsync(5);
        var groups = GroupEditing.Groups(_place.LastSegment).ToList();
        groups.RemoveAt(which);
        GroupEditing.Lay(_place.LastSegment, groups);

        var finding = Assert.Single((await _place.VerifyAsync(withAnchor: false)).Findings);

        Assert.Equal((JournalFindingKind.GroupsMissing, which + 1), (finding.Kind, finding.Group));
    }

    [Fact]
    public async Task Verify_GroupsSwapped_NamesTheOneThatStandsBehind()
    {
        await _place.WriteAsync(5);
        var groups = GroupEditing.Groups(_place.LastSegment).ToList();
        (groups[1], groups[2]) = (groups[2], groups[1]);
        GroupEditing.Lay(_place.LastSegment, groups);

        var finding = Assert.Single((await _place.VerifyAsync(withAnchor: false)).Findings);

        Assert.Equal((JournalFindingKind.OutOfOrder, 2), (finding.Kind, finding.Group));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Verify_RetentionTakesFilesAfterTheyWereListed_IsNoDamage(int kept)
    {
        _place.Options.SegmentBytes = 64 << 10;
        await _place.WriteAsync(300);
        var (listed, anchor) = (_place.Segments, (await _place.AnchorAsync())!);
        Assert.True(listed.Count > 3);
        var header = SegmentPath.ReadHeader(listed[2])!;
        for (var at = kept; at < 2; at++) File.Delete(listed[at]);

        var known = anchor with
        {
            OldestGroup = header.FirstGroup,
            OldestPrevious = Convert.ToHexStringLower(header.Previous),
        };

        Assert.Empty(JournalVerifier.Verify(listed, known, CancellationToken.None).Findings);
        Assert.NotEmpty(JournalVerifier.Verify(listed, anchor, CancellationToken.None).Findings);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Verify_EntryRemovedOrTwoSwapped_FindsTheGroup(bool swap)
    {
        using var disk = new ManualResetEventSlim();
        await using (var journal = await _place.OpenAsync((file, bytes, offset) =>
        {
            // While the first group is written the others gather.
            disk.Wait();
            RandomAccess.Write(file, bytes, offset);
        }))
        {
            var records = await Task.WhenAll(
                Enumerable.Range(0, 200).Select(_ => SampleDecisions.RecordAsync(journal)));
            var appends = records.Select(
                record => journal.AppendAsync(record, CancellationToken.None).AsTask()).ToList();
            disk.Set();
            await Task.WhenAll(appends);
        }

        var groups = GroupEditing.Groups(_place.LastSegment).ToList();
        var at = groups.FindIndex(group => GroupEditing.Entries(group).Count > 3);
        var entries = GroupEditing.Entries(groups[at]).ToList();
        if (swap) (entries[1], entries[2]) = (entries[2], entries[1]);
        else entries.RemoveAt(1);
        groups[at] = GroupEditing.WithEntries(groups[at], entries, rehash: false);
        GroupEditing.Lay(_place.LastSegment, groups);
        var finding = Assert.Single((await _place.VerifyAsync()).Findings.DistinctBy(found => found.Kind));
        Assert.Equal((JournalFindingKind.GroupAltered, at + 1), (finding.Kind, finding.Group));

        // Whoever computes that hash anew breaks the next group's, and whoever computes all of them the anchor's.
        groups[at] = GroupEditing.WithEntries(groups[at], entries, rehash: true);
        GroupEditing.Lay(_place.LastSegment, groups);
        Assert.Contains(
            at == groups.Count - 1 ? JournalFindingKind.AnchorDiffers : JournalFindingKind.ChainBroken,
            await _place.DamageAsync());
        for (var next = at + 1; next < groups.Count; next++)
            groups[next] = GroupEditing.After(groups[next], groups[next - 1]);
        GroupEditing.Lay(_place.LastSegment, groups);
        Assert.Equal([JournalFindingKind.AnchorDiffers], await _place.DamageAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Verify_SegmentRemoved_FindsWhatItHeld(int which)
    {
        _place.Options.SegmentBytes = 64 << 10;
        await _place.WriteAsync(400);
        Assert.True(_place.Segments.Count > 3);
        File.Delete(which < 0 ? _place.LastSegment : _place.Segments[which]);

        var found = await _place.DamageAsync();

        Assert.Equal(
            [which switch
            {
                0 => JournalFindingKind.BeginningMissing,
                1 => JournalFindingKind.GroupsMissing,
                _ => JournalFindingKind.TailCut,
            }],
            found);
    }

    [Fact]
    public async Task Verify_TailCut_NamesTheGroupThatTheStoreKnows()
    {
        await _place.WriteAsync(5);
        GroupEditing.Lay(_place.LastSegment, GroupEditing.Groups(_place.LastSegment).Take(4));

        var finding = Assert.Single((await _place.VerifyAsync()).Findings);

        Assert.Equal((JournalFindingKind.TailCut, 5), (finding.Kind, finding.Group));
        Assert.Empty((await _place.VerifyAsync(withAnchor: false)).Findings);
    }

    [Fact]
    public async Task Verify_AnotherJournalsFiles_AreTold()
    {
        await _place.WriteAsync(5);
        using var other = new JournalPlace();
        await other.WriteAsync(5);
        File.Copy(other.LastSegment, _place.LastSegment, overwrite: true);

        Assert.Contains(JournalFindingKind.OtherJournal, await _place.DamageAsync());
    }
}
