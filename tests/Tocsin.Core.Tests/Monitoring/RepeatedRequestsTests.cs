using CsCheck;
using Tocsin.Core.Monitoring;
using Xunit;

namespace Tocsin.Core.Tests.Monitoring;

public sealed class RepeatedRequestsTests
{
    [Fact]
    public void Counts_RepeatWithin24Hours_TakesTheLast()
    {
        var requests = Noted((1, "b1", "r1", 0), (2, "b1", "r1", 24), (3, "b1", "r1", 49));

        Assert.Equal([false, true, true], Counted(requests, 1, 2, 3));
        Assert.Equal(1, requests.Count);
    }

    [Fact]
    public void Counts_AnotherBorrowerOrNoId_IsNoRepeat()
    {
        var requests = Noted((1, "b1", "r1", 0), (2, "b2", "r1", 1), (3, "b1", "", 0), (4, "b1", "", 1));

        Assert.Equal([true, true, true, true], Counted(requests, 1, 2, 3, 4));
    }

    [Fact]
    public void Counts_IdsThatRunTogether_AreKeptApart() =>
        Assert.Equal([true, true], Counted(Noted((1, "b", "1r", 0), (2, "b1", "r", 0)), 1, 2));

    [Fact]
    public void Counts_SameMoment_TakesTheLaterPlace() =>
        Assert.Equal([true, false], Counted(Noted((8, "b1", "r1", 5), (7, "b1", "r1", 5)), 8, 7));

    [Fact]
    public void Counts_AnyOrder_IsTheSameAndLeavesMoreThan24HoursBetween() =>
        Gen.Int[0, 200].Array[0, 30].Sample(hours =>
        {
            var all = hours.Select((hour, index) => ((long)index, "b1", "r1", hour)).ToArray();
            var (one, other) = (Noted(all), Noted([.. all.Reverse()]));
            var counted = all.Where(note => one.Counts(note.Item1)).ToList();

            Assert.Equal(counted, all.Where(note => other.Counts(note.Item1)));
            var moments = counted.Select(note => note.hour).Order().ToList();
            Assert.All(moments.Zip(moments.Skip(1)), pair => Assert.True(pair.Second - pair.First > 24));
            Assert.Equal(hours.Length > 0, counted.Count > 0);
        });

    private static RepeatedRequests Noted(params (long Sequence, string Borrower, string Request, int Hour)[] notes)
    {
        var requests = new RepeatedRequests();
        foreach (var (sequence, borrower, request, hour) in notes)
            requests.Note(sequence, borrower, request, SmallRules.Noon.AddHours(hour));
        return requests;
    }

    private static bool[] Counted(RepeatedRequests requests, params long[] sequences) =>
        [.. sequences.Select(requests.Counts)];
}
