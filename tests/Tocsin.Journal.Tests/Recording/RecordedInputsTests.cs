using Google.Protobuf;
using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Journal.Reading;
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

        var inputs = RecordedInputs.Read(found.Record, found.Layout!, _place.Store.Keys.GetValueOrDefault(Borrower));
        Assert.True(RecordedInputs.TryLayOut(found.Record, inputs, Rules.Layout, out var profile));
        var again = Decider.Decide(Rules, policy, profile);

        Assert.Equal(found.Record.Decided, DecidedRecords.Of(policy, again, profile));
        var before = Decider.Decide(Rules, policy, original);
        Assert.Equal(before.Needed, again.Needed);
        Assert.Equal(BitConverter.DoubleToInt64Bits(before.Score?.LogOdds ?? 0),
            BitConverter.DoubleToInt64Bits(again.Score?.LogOdds ?? 0));
        Assert.All(inputs, input => Assert.Equal(
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

            // Forty inputs and what was asked for take less than what came out, with its reasons and components.
            Assert.InRange(record.CalculateSize() - record.Decided.CalculateSize(), 100, 600);
            Assert.InRange(record.CalculateSize(), 100, 1_500);
        }
    }

    [Fact]
    public async Task Read_PersonalValues_AreNowhereInTheClear()
    {
        await using var journal = await _place.OpenAsync();
        var found = await JournalAsync(journal);

        var open = found.Record.Clone();
        open.Sealed = ByteString.Empty;
        var inputs = RecordedInputs.Read(found.Record, found.Layout!, _place.Store.Keys[Borrower]);

        var personal = inputs.Where(input => input.IsPersonal).ToList();
        Assert.Contains(personal, input => input.State == RecordedState.Present);
        Assert.Equal(
            inputs.Count(input => !input.IsPersonal && input.State == RecordedState.Present),
            open.Inputs.Whole.Count + open.Inputs.Numbers.Count + open.Inputs.Texts.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Read_BorrowerErased_SaysErasedAndNeverMissing(bool hasAnotherKey)
    {
        await using var journal = await _place.OpenAsync();
        var found = await JournalAsync(journal);

        var inputs = RecordedInputs.Read(found.Record, found.Layout!, hasAnotherKey ? new byte[32] : null);

        Assert.All(inputs.Where(input => input.IsPersonal), input =>
            Assert.Equal((RecordedState.Erased, null), (input.State, input.Value)));
        Assert.All(inputs.Where(input => !input.IsPersonal), input =>
            Assert.NotEqual(RecordedState.Erased, input.State));
        Assert.False(RecordedInputs.TryLayOut(found.Record, inputs, Rules.Layout, out _));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Read_KeyWasNotToBeHad_SaysWithheld(bool hasStore)
    {
        await using var journal = await _place.OpenAsync(withStore: hasStore);
        _place.Store.IsAway = true;

        var found = await JournalAsync(journal);

        var inputs = RecordedInputs.Read(found.Record, found.Layout!, new byte[32]);
        Assert.All(inputs.Where(input => input.IsPersonal), input =>
            Assert.Equal(RecordedState.Withheld, input.State));
        Assert.False(RecordedInputs.TryLayOut(found.Record, inputs, Rules.Layout, out _));
        Assert.Equal(1, journal.Figures.Withheld);
    }

    [Fact]
    public async Task Read_SealMovedToAnotherDecision_DoesNotOpen()
    {
        await using var journal = await _place.OpenAsync();
        var (one, other) = (await JournalAsync(journal), await JournalAsync(journal));
        one.Record.Sealed = other.Record.Sealed;

        var inputs = RecordedInputs.Read(one.Record, one.Layout!, _place.Store.Keys[Borrower]);

        Assert.All(inputs.Where(input => input.IsPersonal), input => Assert.Equal(RecordedState.Erased, input.State));
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

    private static async Task<JournaledDecision> JournalAsync(DecisionJournal journal)
    {
        var recorded = await RecordAsync(journal, WithPersonal);
        await journal.AppendAsync(recorded, CancellationToken.None);
        return journal.Find(IdOf(recorded.Record))!;
    }
}
