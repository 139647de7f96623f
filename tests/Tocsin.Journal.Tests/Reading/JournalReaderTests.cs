using Tocsin.Journal.Reading;
using Tocsin.Journal.Records;
using Tocsin.Journal.Verifying;
using Xunit;

namespace Tocsin.Journal.Tests.Reading;

/// <summary>Reading from the beginning to the end.</summary>
public sealed class JournalReaderTests : IDisposable
{
    private readonly JournalPlace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Read_SeveralSegments_GivesEveryDecisionInOrderWithItsLayout()
    {
        _place.Options.SegmentBytes = 64 << 10;
        await using var journal = await _place.OpenAsync();
        var ids = await SampleDecisions.AppendAsync(journal, 300);

        var read = journal.Read(JournalRange.All).ToList();

        Assert.True(_place.Segments.Count > 2);
        Assert.Equal(ids, read.Select(item => SampleDecisions.IdOf(item.Entry!.Decision)));
        Assert.All(read, item => Assert.Equal(item.Entry!.Decision.Layout, item.Layout!.Id));
    }

    [Fact]
    public async Task Read_ARange_GivesWhatWasJournaledInIt()
    {
        _place.Options.SegmentBytes = 64 << 10;
        await using var journal = await _place.OpenAsync();
        var days = new List<IReadOnlyList<DecisionId>>();
        for (var day = 0; day < 4; day++)
        {
            days.Add(await SampleDecisions.AppendAsync(journal, 60));
            _place.Time.Advance(TimeSpan.FromDays(1));
        }

        var from = _place.Time.GetUtcNow().AddDays(-3);
        var read = journal.Read(new JournalRange(from, from.AddDays(2))).ToList();

        Assert.Equal([.. days[1], .. days[2]], read.Select(item => SampleDecisions.IdOf(item.Entry!.Decision)));
        Assert.All(read, item => Assert.NotNull(item.Layout));
    }

    [Fact]
    public async Task Read_GroupAltered_TellsItInItsPlaceAndGoesOn()
    {
        var ids = await _place.WriteAsync(5);
        var bytes = File.ReadAllBytes(_place.LastSegment);
        // The last but one, so that the layout is not in it.
        bytes[^(GroupEditing.Groups(_place.LastSegment)[^1].Length + 100)] ^= 1;
        File.WriteAllBytes(_place.LastSegment, bytes);

        var read = new JournalReader(_place.Folder).Read(JournalRange.All).ToList();

        Assert.Equal([.. ids.Take(3), ids[4]], read.Where(item => item.Entry is not null)
            .Select(item => SampleDecisions.IdOf(item.Entry!.Decision)));
        Assert.Equal(JournalFindingKind.GroupAltered, read[3].Damage!.Kind);
    }

    [Fact]
    public async Task Read_OutcomesAndNotes_AreGivenToo()
    {
        var ids = await _place.WriteAsync(1);
        File.AppendAllBytes(_place.LastSegment, GroupEditing.Groups(_place.LastSegment)[0][..50]);
        await using var journal = await _place.OpenAsync();
        await journal.AppendAsync(
            new DecisionOutcomeRecord
            {
                DecisionId = Google.Protobuf.ByteString.CopyFrom(ids[0].ToByteArray()),
                Result = DecisionResult.Defaulted,
            },
            SampleDecisions.Borrower, CancellationToken.None);

        var kinds = journal.Read(JournalRange.All).Select(item => item.Entry!.EntryCase);

        Assert.Equal(
            [JournalEntry.EntryOneofCase.Decision, JournalEntry.EntryOneofCase.Note,
                JournalEntry.EntryOneofCase.Outcome],
            kinds);
    }

    [Fact]
    public void Read_NoFolder_GivesNothing() =>
        Assert.Empty(new JournalReader(_place.Folder).Read(JournalRange.All));
}
