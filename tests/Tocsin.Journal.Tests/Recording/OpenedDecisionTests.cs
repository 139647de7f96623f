using System.Text;
using Google.Protobuf;
using Tocsin.Core.Features;
using Tocsin.Journal.Reading;
using Tocsin.Journal.Recording;
using Tocsin.Journal.Records;
using Xunit;
using static Tocsin.Journal.Tests.SampleDecisions;

namespace Tocsin.Journal.Tests.Recording;

/// <summary>What is personal is sealed with what tells of it, and opened with the borrower's key alone.</summary>
public sealed class OpenedDecisionTests : IDisposable
{
    private readonly JournalPlace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task RecordAsync_PersonalValuesRead_LeavesASummaryAloneInTheClear()
    {
        var example = Examples.First(each => DecidedOf(each) is { Offer: not null, Price: not null } decided
            && decided.KnockOuts.Length > 0 && decided.Score.CharacteristicPoints.Count > 0);
        await using var journal = await _place.OpenAsync();
        var found = await JournalAsync(journal, example);

        var opened = OpenedDecision.Of(found.Record, found.Layout, _place.Store.Keys[Borrower]);

        var (open, whole) = (found.Record, opened.Decided);
        Assert.Equal(OpenedState.Open, opened.State);
        Assert.Equal(
            opened.Inputs.Count(input => !input.IsPersonal && input.State == RecordedState.Present),
            open.Inputs.Whole.Count + open.Inputs.Numbers.Count + open.Inputs.Texts.Count);
        Assert.Contains(opened.Inputs, input => input is { IsPersonal: true, State: RecordedState.Present });
        Assert.Equal((whole.Outcome, whole.Score.Grade), (open.Decided.Outcome, open.Decided.Score.Grade));
        Assert.NotEmpty(whole.Price.Components);
        Assert.Equal(
            new DecidedRecord
            {
                Outcome = whole.Outcome,
                Score = new ScoreRecord
                {
                    Points = whole.Score.Points,
                    LogOdds = whole.Score.LogOdds,
                    Pd = whole.Score.Pd,
                    Grade = whole.Score.Grade,
                    ModelGrade = whole.Score.ModelGrade,
                },
                Limit = new LimitRecord { Granted = whole.Limit.Granted, Requested = whole.Limit.Requested },
                Price = new PriceRecord { AnnualRate = whole.Price.AnnualRate },
                Offer = new OfferRecord
                {
                    Amount = whole.Offer.Amount,
                    TermMonths = whole.Offer.TermMonths,
                    AnnualRate = whole.Offer.AnnualRate,
                },
            },
            open.Decided);
    }

    [Fact]
    public async Task AppendAsync_PersonalValuesRead_NamesNoRuleThatHitInTheFile()
    {
        var bad = Examples.First(example => DecidedOf(example) is { KnockOuts.Length: > 0 } decided
            && decided.Reasons.Any(reason => reason.Rule.Length > 0));
        await using var journal = await _place.OpenAsync();
        var recorded = await RecordAsync(journal, bad);
        var reason = DecidedOf(bad).Reasons.First(each => each.Rule.Length > 0);

        var bytes = Encoding.Latin1.GetString(recorded.Record.ToByteArray());

        Assert.DoesNotContain(reason.Rule, bytes, StringComparison.Ordinal);
        Assert.DoesNotContain(reason.Code, bytes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_BorrowerErased_SaysErasedAndNeverMissing(bool hasAnotherKey)
    {
        await using var journal = await _place.OpenAsync();
        var found = await JournalAsync(journal);

        var opened = OpenedDecision.Of(found.Record, found.Layout, hasAnotherKey ? new byte[32] : null);

        Assert.Equal(OpenedState.Erased, opened.State);
        Assert.Equal(found.Record.Decided, opened.Decided);
        Assert.All(opened.Inputs.Where(input => input.IsPersonal), input =>
            Assert.Equal((RecordedState.Erased, null), (input.State, input.Value)));
        Assert.All(opened.Inputs.Where(input => !input.IsPersonal), input =>
            Assert.NotEqual(RecordedState.Erased, input.State));
        Assert.False(RecordedInputs.TryLayOut(opened, Rules.Layout, out _));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_KeyWasNotToBeHad_SaysWithheld(bool hasStore)
    {
        await using var journal = await _place.OpenAsync(withStore: hasStore);
        _place.Store.IsAway = true;

        var found = await JournalAsync(journal);

        var opened = OpenedDecision.Of(found.Record, found.Layout, new byte[32]);
        Assert.Equal(OpenedState.Withheld, opened.State);
        Assert.All(opened.Inputs.Where(input => input.IsPersonal), input =>
            Assert.Equal(RecordedState.Withheld, input.State));
        Assert.Empty(opened.Decided.KnockOuts);
        Assert.False(RecordedInputs.TryLayOut(opened, Rules.Layout, out _));
        Assert.Equal(1, journal.Figures.Withheld);
    }

    [Fact]
    public async Task Of_SealMovedToAnotherDecision_DoesNotOpen()
    {
        await using var journal = await _place.OpenAsync();
        var (one, other) = (await JournalAsync(journal), await JournalAsync(journal));
        one.Record.Sealed = other.Record.Sealed;

        var opened = OpenedDecision.Of(one.Record, one.Layout, _place.Store.Keys[Borrower]);

        Assert.Equal(OpenedState.Erased, opened.State);
    }

    [Fact]
    public async Task RecordAsync_ViewsCarried_KeepsThemWholeUnderTheSeal()
    {
        await using var journal = await _place.OpenAsync();
        var age = TimeSpan.FromHours(30);
        var view = new FeatureViewUpdate("loan", _place.Time.GetUtcNow() - age,
            new Dictionary<string, FeatureValue> { ["balance_cny"] = FeatureValue.OfNumber(0.1 + 0.2) })
        {
            Exposure = ExposureId.Parse("L-1"),
        };

        var recorded = await RecordAsync(journal, carried: [view]);

        var layout = JournalEntry.Parser.ParseFrom(recorded.Layout.Bytes).Layout;
        var opened = OpenedDecision.Of(recorded.Record, layout, _place.Store.Keys[Borrower]);
        Assert.Empty(recorded.Record.Carried);
        var asOf = _place.Time.GetUtcNow().AddDays(3);
        var again = Assert.Single(CarriedPacking.Unpack(opened.Carried, Rules.Catalogue, asOf));
        Assert.Equal(("loan", view.Exposure), (again.View, again.Exposure));
        Assert.Equal(view.Values, again.Values);
    }

    [Theory]
    [InlineData("state")]
    [InlineData("borrower")]
    [InlineData("moment")]
    [InlineData("time")]
    [InlineData("value")]
    [InlineData("amount")]
    public async Task Of_BytesOfARecordAltered_SaysAltered(string what)
    {
        await using var journal = await _place.OpenAsync();
        var found = await JournalAsync(journal);
        var record = found.Record;
        if (what == "state")
        {
            var states = record.Inputs.States.ToByteArray();
            states[0] ^= 0x03;
            record.Inputs.States = ByteString.CopyFrom(states);
        }
        else if (what == "borrower") record.BorrowerId = "\u0001";
        else if (what == "moment") record.AsOf = long.MaxValue;
        else if (what == "time") record.Observed.Runs[1] = 99;
        else if (what == "value") record.Inputs.Numbers.Add(double.NaN);
        else record.Application.Amount = double.PositiveInfinity;

        var opened = OpenedDecision.Of(record, found.Layout, _place.Store.Keys[Borrower]);

        Assert.Equal(OpenedState.Altered, opened.State);
        Assert.Equal(record.Decided.Outcome, opened.Decided.Outcome);
        Assert.Empty(opened.Inputs);
    }

    [Fact]
    public async Task AppendAsync_ReasonOfAnOutcome_IsSealedAndErasedWithTheBorrower()
    {
        await using var journal = await _place.OpenAsync();
        var found = await JournalAsync(journal);
        await journal.AppendAsync(
            new DecisionOutcomeRecord { DecisionId = found.Record.DecisionId, Reason = "long known" }, Borrower,
            CancellationToken.None);

        var outcome = Assert.Single(journal.Find(IdOf(found.Record))!.Outcomes);

        Assert.Empty(outcome.Reason);
        Assert.Equal(("long known", false), Reason(OpenedOutcome.Of(outcome, _place.Store.Keys[Borrower])));
        Assert.Equal(("", true), Reason(OpenedOutcome.Of(outcome, null)));
        Assert.Equal(("", true), Reason(OpenedOutcome.Of(outcome, new byte[32])));

        static (string, bool) Reason(OpenedOutcome opened) => (opened.Reason, opened.IsReasonErased);
    }

    private static DecidedRecord DecidedOf(Core.Rules.RuleExample example)
    {
        var policy = Rules.Policies[example.Product!];
        var profile = example.ApplicationProfile(Rules.Layout);
        return DecidedRecords.Of(policy, Core.Decisions.Decider.Decide(Rules, policy, profile), profile);
    }

    private static async Task<JournaledDecision> JournalAsync(
        DecisionJournal journal, Core.Rules.RuleExample? example = null)
    {
        var recorded = await RecordAsync(journal, example ?? WithPersonal);
        await journal.AppendAsync(recorded, CancellationToken.None);
        return journal.Find(IdOf(recorded.Record))!;
    }
}
