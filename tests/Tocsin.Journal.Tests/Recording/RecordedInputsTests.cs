using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Journal.Recording;
using Xunit;
using static Tocsin.Journal.Tests.SampleDecisions;

namespace Tocsin.Journal.Tests.Recording;

/// <summary>What was journaled is laid out again and decided again.</summary>
public sealed class RecordedInputsTests : IDisposable
{
    private readonly JournalPlace _place = new();

    public void Dispose() => _place.Dispose();

    public static TheoryData<string> Names => [.. Examples.Select(example => example.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task TryLayOut_EveryShippedExample_IsDecidedTheSameBitForBit(string name)
    {
        var example = Examples.First(each => each.Name == name);
        var policy = Rules.Policies[example.Product!];
        var original = example.ApplicationProfile(Rules.Layout);
        await using var journal = await _place.OpenAsync();
        var recorded = await RecordAsync(journal, example);
        await journal.AppendAsync(recorded, CancellationToken.None);
        var found = journal.Find(IdOf(recorded.Record))!;

        var opened = OpenedDecision.Of(found.Record, found.Layout, _place.Store.Keys.GetValueOrDefault(Borrower));
        Assert.True(RecordedInputs.TryLayOut(opened, Rules.Layout, out var profile));
        var again = Decider.Decide(Rules, policy, profile);

        Assert.Equal(opened.Decided, DecidedRecords.Of(policy, again, profile));
        var before = Decider.Decide(Rules, policy, original);
        Assert.Equal(before.Needed, again.Needed);
        Assert.Equal(BitConverter.DoubleToInt64Bits(before.Score?.LogOdds ?? 0),
            BitConverter.DoubleToInt64Bits(again.Score?.LogOdds ?? 0));
        Assert.All(opened.Inputs, input => Assert.Equal(
            SlotReading.Of(original, Rules.Layout.Find(input.Name)!),
            SlotReading.Of(profile, Rules.Layout.Find(input.Name)!)));
    }

    [Fact]
    public async Task RecordAsync_EveryShippedExample_TakesFewBytes()
    {
        await using var journal = await _place.OpenAsync();

        foreach (var example in Examples)
        {
            var record = (await RecordAsync(journal, example)).Record;

            Assert.InRange(record.Decided.CalculateSize(), 1, record.Sealed.IsEmpty ? 1_000 : 120);
            Assert.InRange(record.CalculateSize(), 100, 1_600);
        }
    }

    [Fact]
    public async Task AskedOf_WhatWasNotSaid_IsNotSaid()
    {
        await using var journal = await _place.OpenAsync();
        var example = WithPersonal with { Request = new DecisionRequest(ApplicationKind.Renewal) };

        var record = (await RecordAsync(journal, example)).Record;

        Assert.Equal(example.Request, RecordedInputs.AskedOf(record));
        var full = new DecisionRequest(ApplicationKind.TopUp, 0.1 + 0.2, 12, "stock");
        record = (await RecordAsync(journal, WithPersonal with { Request = full })).Record;
        Assert.Equal(full, RecordedInputs.AskedOf(record));
    }
}
