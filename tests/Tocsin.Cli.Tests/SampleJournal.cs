using Google.Protobuf.WellKnownTypes;
using Tocsin.V1;
using Money = Google.Type.Money;

namespace Tocsin.Cli.Tests;

/// <summary>Decisions as a server lists them from its journal.</summary>
internal static class SampleJournal
{
    /// <summary>The first decision's id; those of the others end in other figures.</summary>
    public const string Id = "019d3f6c-1f70-7abc-8000-000000000001";

    /// <summary>The moment at which they were made.</summary>
    public static readonly DateTimeOffset At = new(2026, 3, 31, 9, 30, 0, TimeSpan.Zero);

    /// <summary>A decision with everything that is shown of one.</summary>
    public static JournaledDecision Full() => new()
    {
        Answer = new DecideResponse
        {
            DecisionId = Id,
            RequestId = "r-1",
            Outcome = Outcome.Approve,
            Product = "mse_loan",
            AsOf = At.ToTimestamp(),
            Score = new Score { Points = 10, Grade = "good", ProbabilityOfDefault = 0.01, HorizonMonths = 12 },
        },
        BorrowerId = "wang",
        Kind = ApplicationKind.TopUp,
        Amount = new Money { CurrencyCode = "CNY", Units = 300_000 },
        TermMonths = 12,
        Purpose = "stock",
        Caller = "front-end",
        RecordedAt = At.ToTimestamp(),
        Inputs =
        {
            new JournaledInput
            {
                Feature = "bureau.owner_query_count_3m",
                Value = new FeatureValue { Integer = 3 },
                State = InputState.Present,
                ObservedAt = At.AddHours(-1).ToTimestamp(),
                Personal = true,
            },
            new JournaledInput { Feature = "tax.credit_grade", State = InputState.Stale },
        },
        KnockOuts = { new JournaledRule { Rule = "owner_dishonest_listed", Outcome = RuleOutcome.Miss } },
        Outcomes =
        {
            Became(DecisionResult.Booked, At.AddDays(2)),
            Overridden(Outcome.Decline, "licence revoked"),
        },
        Instance = "host-5050",
        Intact = true,
    };

    /// <summary>A decision of the small rules' scorecard.</summary>
    /// <param name="number">Its number, which makes its id.</param>
    /// <param name="bin">The bin of its age, from 1; 0 for the missing one.</param>
    /// <param name="became">What became of it.</param>
    public static JournaledDecision Scored(int number, int bin, params RecordedOutcome[] became)
    {
        var points = bin switch { 3 => 10, 2 => 6, _ => 0 };
        return new JournaledDecision
        {
            Answer = new DecideResponse
            {
                DecisionId = $"{Id[..^2]}{number:00}",
                RequestId = $"r-{number}",
                Outcome = Outcome.Approve,
                Product = "loan",
                AsOf = At.AddMinutes(number).ToTimestamp(),
                RuleSet = new RuleSetReference { Digest = "d1" },
                Score = new Score
                {
                    Points = points,
                    ProbabilityOfDefault = 1 / (1 + (148 * Math.Pow(2, (points - 10) / 2.0))),
                    Grade = points == 10 ? "good" : "bad",
                    HorizonMonths = 12,
                    Characteristics =
                    {
                        new CharacteristicPoints { Name = "age", Points = points, Bin = bin, Missing = bin == 0 },
                    },
                },
            },
            BorrowerId = $"b-{number}",
            RecordedAt = At.ToTimestamp(),
            Outcomes = { became },
            Intact = true,
        };
    }

    /// <summary>Something that became of a decision.</summary>
    public static RecordedOutcome Became(DecisionResult result, DateTimeOffset at) =>
        new() { Result = result, OccurredAt = at.ToTimestamp(), RecordedAt = at.ToTimestamp(), Caller = "desk" };

    /// <summary>An override.</summary>
    public static RecordedOutcome Overridden(Outcome to, string reason = "judged")
    {
        var outcome = Became(DecisionResult.Overridden, At.AddDays(1));
        (outcome.OverriddenTo, outcome.Reason) = (to, reason);
        return outcome;
    }

    /// <summary>Decisions as a stream lists them.</summary>
    public static IEnumerable<ListDecisionsResponse> Listed(params JournaledDecision[] decisions) =>
        decisions.Select(decision => new ListDecisionsResponse { Decision = decision });

    /// <summary>A place of the journal that cannot be read.</summary>
    public static JournalProblem Problem(
        JournalProblemKind kind = JournalProblemKind.GroupAltered) => new()
        {
            Kind = kind,
            Segment = "segment-1",
            Offset = 512,
            Group = 7,
            Message = "Group 7 was altered: its hash is another.",
        };
}
