using Google.Protobuf;
using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Warnings;
using Tocsin.Journal;
using Tocsin.Journal.Recording;
using Tocsin.Server.Endpoints;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;
using ApplicationKind = Tocsin.Core.Decisions.ApplicationKind;
using FeatureType = Tocsin.Core.Features.FeatureType;
using FeatureValue = Tocsin.Core.Features.FeatureValue;

namespace Tocsin.Server.Tests.Endpoints;

/// <summary>What is written straight to bytes is what the message of the same answer is encoded to.</summary>
public sealed class AnswerWriterTests
{
    private static readonly RuleSet _rules = RuleSetReader.Read(RuleFolder.Read(ProjectFolder.Rules)).RuleSet!;
    private static readonly DateTimeOffset _asOf = RealClock.Instance.GetUtcNow();
    private static readonly double[] _amounts =
        [0, 100_000, 300_000, 500_000, 900_000, 1_234_567.89, 49_999.999_999_9, 3e9];


    private static readonly IReadOnlyList<FeatureViewUpdate> _sound =
    [
        .. FeatureWire.ReadViews(SoundBorrower.Views(_asOf), _rules.Catalogue, FeatureSource.Trial, _asOf),
        WarningsView.Of(_rules, BorrowerWarnings.Empty(BorrowerId.Parse("b-1")), _asOf)!,
    ];

    public static TheoryData<string> Products => [.. _rules.Policies.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Products))]
    public void Write_AnyDecisionOfAProduct_IsByteForByteWhatTheMessageIsEncodedTo(string product)
    {
        var policy = _rules.Policies[product];
        var random = new Random(product.Length);
        var outcomes = new HashSet<DecisionOutcome>();
        var bytes = new MessageBytes();
        for (var round = 0; round < 1_500; round++)
        {
            var answer = Decided(policy, random, changes: round % 40);
            outcomes.Add(answer.Decision.Outcome);
            bytes.Clear();
            AnswerWriter.Write(answer, bytes);

            var expected = DecisionWire.Write(answer);
            Assert.Equal(expected, DecideResponse.Parser.ParseFrom(bytes.Written));
            Assert.Equal(expected.ToByteArray(), bytes.Written.ToArray());
        }

        Assert.True(outcomes.Count > 1, $"only {string.Join(", ", outcomes)}");
    }

    [Fact]
    public void Write_AllProducts_SeeEveryOutcomeAndPart()
    {
        var random = new Random(7);
        var answers = _rules.Policies.Values
            .SelectMany(policy => Enumerable.Range(0, 600).Select(round => Decided(policy, random, round % 40)))
            .Select(DecisionWire.Write).ToList();

        // Otherwise the comparison above would say less than it seems to.
        Assert.Superset(
            Enum.GetValues<DecisionOutcome>().Select(outcome => (Outcome)outcome).ToHashSet(),
            answers.Select(answer => answer.Outcome).ToHashSet());
        Assert.Contains(answers, answer => answer.Limit?.Caps.Count > 0);
        Assert.Contains(answers, answer => answer.PriceComponents.Count > 0);
        Assert.Contains(answers, answer => answer.Offer is not null);
        Assert.Contains(answers, answer => answer.Score?.Characteristics.Count > 0);
        Assert.Contains(answers, answer => answer.Score?.HasDiscriminant == true);
        Assert.Contains(answers, answer => answer.Score?.Notches.Count > 0);
        Assert.Contains(answers, answer => answer.Reasons.Count > 0);
        Assert.Contains(answers, answer => answer.Referral?.Checks.Count > 0);
        Assert.Contains(answers, answer => answer.Needed.Count > 0);
    }

    /// <summary>An answer with most of what an answer can have.</summary>
    internal static EncodedAnswer Sample() =>
        Decided(_rules.Policies["mse_working_capital"], new Random(1), changes: 0);

    private static EncodedAnswer Decided(DecisionPolicy policy, Random random, int changes)
    {
        var profile = BorrowerProfileReader.Read(
            _rules.Layout, null, [.. _sound.Select(view => WithGaps(view, changes / 4, random))], _asOf);
        var asked = new DecisionRequest(
            ApplicationKind.New, random.Next(8) == 0 ? null : _amounts[random.Next(_amounts.Length)],
            random.Next(8) == 0 ? null : random.Next(1, 60));
        asked.WriteTo(profile);
        // Arrears are a condition, and so is an amount that only a larger cash flow carries.
        if (random.Next(3) == 0) profile.Set("tax.arrears_cny", FeatureValue.OfNumber(1_200));
        if (random.Next(3) == 0) profile.Set("accounts.free_cash_flow_12m_cny", FeatureValue.OfNumber(2e6));
        for (var i = 0; i < changes; i++) Change(profile, policy.Reads[random.Next(policy.Reads.Count)], random);
        var decision = Decider.Decide(_rules, policy, profile);
        var facts = new DecisionFacts
        {
            Id = DecisionId.New(_asOf, 7),
            RequestId = random.Next(2) == 0 ? "" : "申请-1",
            Borrower = BorrowerId.Parse("b-1"),
            Asked = asked,
            Exposure = default,
            Caller = "anonymous",
            Stored = (StoredState)random.Next(5),
            Activation = 3,
            IsOutcomeAlone = false,
            Carried = [],
        };
        return new EncodedAnswer(decision, policy, new ActivatedRuleSet(_rules, 3, _asOf), facts, _asOf);
    }

    private static FeatureViewUpdate WithGaps(FeatureViewUpdate view, int percent, Random random) => view with
    {
        Values = view.Values.Where(_ => random.Next(100) >= percent).ToDictionary(pair => pair.Key, pair => pair.Value),
    };

    // Another value of its type comes in its place.
    private static void Change(BorrowerProfile profile, InputSlot slot, Random random)
    {
        profile.Set(slot.Name, slot.Type switch
        {
            FeatureType.Flag => FeatureValue.OfFlag(random.Next(2) == 0),
            FeatureType.Text => FeatureValue.OfText("ABCD"[random.Next(4)].ToString()),
            FeatureType.Date => FeatureValue.OfDate(DateOnly.FromDateTime(_asOf.Date).AddDays(-random.Next(3_000))),
            FeatureType.Integer => FeatureValue.OfInteger(random.Next(20)),
            _ => FeatureValue.OfNumber(random.Next(3) == 0 ? random.NextDouble() : random.NextDouble() * 1e6),
        });
    }
}
