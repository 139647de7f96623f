using Microsoft.Win32.SafeHandles;
using Tocsin.Journal.Verifying;
using Tocsin.Server.Tests.Running;
using Xunit;

namespace Tocsin.Journal.Tests;

/// <summary>Disks that are full, fail or are slow.</summary>
public sealed partial class DecisionJournalTests
{
    private const int NoSpace = 28;

    private volatile bool _isFull;

    [Theory]
    [InlineData(JournalMode.Written)]
    [InlineData(JournalMode.Synced)]
    public async Task AppendAsync_DiskFull_IsRefusedAndGoesOnWhenThereIsRoom(JournalMode mode)
    {
        _place.Options.Mode = mode;
        await using var journal = await _place.OpenAsync(WriteHalf);
        var ids = (await SampleDecisions.AppendAsync(journal, 2)).ToList();
        _isFull = true;
        var refused = await SampleDecisions.RecordAsync(journal);

        var fault = await Assert.ThrowsAsync<JournalUnavailableException>(async () =>
            await journal.AppendAsync(refused, CancellationToken.None));
        Assert.Equal((JournalFault.DiskFull, JournalFault.DiskFull), (fault.Fault, journal.Figures.Fault));
        Assert.DoesNotContain("No space", fault.Message, StringComparison.Ordinal);

        _isFull = false;
        ids.AddRange(await SampleDecisions.AppendAsync(journal, 2));
        Assert.All(ids, id => Assert.NotNull(journal.Find(id)));
        Assert.Null(journal.Find(SampleDecisions.IdOf(refused.Record)));
        Assert.Equal((null, 1), (journal.Figures.Fault, journal.Figures.Failed));
        Assert.Empty((await _place.VerifyAsync()).Findings);
    }

    [Fact]
    public async Task AppendAsync_DiskFailsNowAndThen_EverySegmentHoldsWholeGroupsAlone()
    {
        _place.Options.SegmentBytes = 64 << 10;
        await using var journal = await _place.OpenAsync(WriteHalf);
        var ids = new List<DecisionId>();
        for (var at = 0; at < 300; at++)
        {
            _isFull = at % 3 == 0;
            var record = await SampleDecisions.RecordAsync(journal);
            if (_isFull)
            {
                await Assert.ThrowsAsync<JournalUnavailableException>(async () =>
                    await journal.AppendAsync(record, CancellationToken.None));
                continue;
            }

            await journal.AppendAsync(record, CancellationToken.None);
            ids.Add(SampleDecisions.IdOf(record.Record));
        }

        Assert.True(_place.Segments.Count > 1);
        Assert.Empty((await _place.VerifyAsync()).Findings);
        Assert.All(ids, id => Assert.NotNull(journal.Find(id)));
    }

    [Fact]
    public async Task AppendAsync_InBackgroundAndTheDiskIsFull_CountsTheLossAndJournalsIt()
    {
        _place.Options.Mode = JournalMode.Background;
        await using var journal = await _place.OpenAsync(WriteHalf);
        _isFull = true;
        await SampleDecisions.AppendAsync(journal, 3);
        await Eventually.SoAsync(() => journal.Figures.Lost == 3, "three are lost");

        _isFull = false;
        await SampleDecisions.AppendAsync(journal, 1);
        await Eventually.SoAsync(() => journal.Figures.Groups == 1, "a group is written");

        var verified = await _place.VerifyAsync();
        Assert.Equal((true, 1), (verified.IsSound, verified.Decisions));
        Assert.Equal(JournalFindingKind.Noted, Assert.Single(verified.Findings).Kind);
        Assert.Equal(0, journal.Figures.Failed);
    }

    [Fact]
    public async Task AppendAsync_InBackgroundAndTheQueueIsFull_CountsEveryLoss()
    {
        (_place.Options.Mode, _place.Options.QueueLength) = (JournalMode.Background, 4);
        using var gate = new ManualResetEventSlim();
        await using var journal = await _place.OpenAsync((file, bytes, offset) =>
        {
            gate.Wait();
            RandomAccess.Write(file, bytes, offset);
        });

        await SampleDecisions.AppendAsync(journal, 20);
        gate.Set();
        // Four waited, and as many at most were being written.
        Assert.InRange(journal.Figures.Lost, 12, 16);
        await Eventually.SoAsync(
            () => JournalVerifier.Verify(_place.Folder, null).Decisions == 20 - journal.Figures.Lost,
            "whatever is not lost is in the files");
    }

    [Fact]
    public async Task AppendAsync_QueueIsFull_WaitsForRoom()
    {
        _place.Options.QueueLength = 2;
        await using var journal = await _place.OpenAsync();
        var records = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => SampleDecisions.RecordAsync(journal)));

        await Task.WhenAll(records.Select(async record => await journal.AppendAsync(record, CancellationToken.None)));

        Assert.All(records, record => Assert.NotNull(journal.Find(SampleDecisions.IdOf(record.Record))));
        Assert.Equal((0, 0), (journal.Figures.Failed, journal.Figures.Lost));
    }

    [Fact]
    public async Task AppendAsync_RealDiskOf256Kibibytes_IsRefusedWhenItIsFullAndGoesOnAfterwards()
    {
        using var disk = SmallDisk.Mount(_place.Options.Folder, kibibytes: 256);
        if (disk is null) Assert.Skip("A small file system can only be mounted by root.");
        // What fills the disk is deleted again, so that there is room.
        var ballast = Path.Combine(_place.Options.Folder, "ballast");
        File.WriteAllBytes(ballast, new byte[100 << 10]);
        await using var journal = await _place.OpenAsync();
        var ids = new List<DecisionId>();
        JournalUnavailableException? fault = null;
        while (fault is null)
        {
            try
            {
                ids.AddRange(await SampleDecisions.AppendAsync(journal, 1));
            }
            catch (JournalUnavailableException refused)
            {
                fault = refused;
            }
        }

        Assert.Equal(JournalFault.DiskFull, fault.Fault);
        Assert.Empty(JournalVerifier.Verify(_place.Folder, null).Findings);
        File.Delete(ballast);
        ids.AddRange(await SampleDecisions.AppendAsync(journal, 10));
        Assert.All(ids, id => Assert.NotNull(journal.Find(id)));
        Assert.Empty(JournalVerifier.Verify(_place.Folder, null).Findings);
    }

    private void WriteHalf(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
    {
        RandomAccess.Write(file, _isFull ? bytes[..(bytes.Length / 2)] : bytes, offset);
        if (_isFull) throw new IOException("No space left on device.", NoSpace);
    }
}
