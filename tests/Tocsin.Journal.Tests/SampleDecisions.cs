using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Tests;
using Tocsin.Journal.Recording;
using Tocsin.Journal.Records;

namespace Tocsin.Journal.Tests;

/// <summary>Decisions on the examples of the shipped rules.</summary>
internal static class SampleDecisions
{
    public const string Caller = "front-end";

    public static RuleSet Rules { get; } = RuleSetReader.Read(RuleFolder.Read(ShippedRules.Folder)).RuleSet!;

    /// <summary>The examples that are decided.</summary>
    public static IReadOnlyList<RuleExample> Examples { get; } =
        [.. Rules.ReadExamples().Where(example => example.Product is not null)];

    /// <summary>The first example whose policy reads personal values.</summary>
    public static RuleExample WithPersonal { get; } = Examples.First(example =>
        Rules.Policies[example.Product!].Reads.Any(slot => slot.Feature?.IsPersonal == true));

    public static BorrowerId Borrower { get; } = BorrowerId.Parse("wang");

    /// <summary>The record of a decision on an example.</summary>
    public static async Task<RecordedDecision> RecordAsync(
        DecisionJournal journal, RuleExample? example = null, BorrowerId? borrower = null,
        IReadOnlyList<FeatureViewUpdate>? carried = null)
    {
        example ??= WithPersonal;
        var policy = Rules.Policies[example.Product!];
        var profile = example.ApplicationProfile(Rules.Layout);
        var decision = Decider.Decide(Rules, policy, profile);
        var facts = new DecisionFacts
        {
            Id = DecisionId.New(profile.AsOf, journal.InstanceMark),
            RequestId = "request-1",
            Borrower = borrower ?? Borrower,
            Asked = example.Request,
            Caller = Caller,
            Activation = 7,
            Carried = carried ?? [],
        };
        return await journal.Recorder.RecordAsync(facts, Rules, policy, decision, profile, CancellationToken.None);
    }

    /// <summary>Journals decisions one after the other, each in a group of its own, and answers their ids.</summary>
    public static async Task<IReadOnlyList<DecisionId>> AppendAsync(DecisionJournal journal, int count)
    {
        var ids = new List<DecisionId>();
        for (var at = 0; at < count; at++)
        {
            var decision = await RecordAsync(journal, Examples[at % Examples.Count]);
            await journal.AppendAsync(decision, CancellationToken.None);
            ids.Add(IdOf(decision.Record));
        }

        return ids;
    }

    public static DecisionId IdOf(DecisionRecord record) =>
        DecisionId.TryRead(record.DecisionId.Span, out var id) ? id : default;
}
