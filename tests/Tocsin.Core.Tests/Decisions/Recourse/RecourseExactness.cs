using Microsoft.Extensions.Time.Testing;
using Tocsin.Core.Decisions;
using Tocsin.Core.Decisions.Recourse;
using Xunit;

namespace Tocsin.Core.Tests.Decisions.Recourse;

/// <summary>The search against trying everything, on policies made up from seeds.</summary>
public class RecourseExactness
{
    private const int Policies = 100;
    private const int Borrowers = 8;

    [Theory]
    [InlineData(50_000)]
    // Then no rule is looked at beforehand: the same must come out of deciding alone.
    [InlineData(1)]
    public void Find_SmallPolicies_IsNeverBeatenByTryingEverything(int tableLimit)
    {
        var statuses = new Dictionary<RecourseStatus, int>();
        for (var seed = 1; seed <= Policies; seed++)
        {
            var small = new GeneratedPolicy(seed);
            for (var borrower = 1; borrower <= Borrowers; borrower++)
            {
                var status = Compare(small, seed, borrower, new RecourseOptions
                {
                    MostChanges = 2 + (borrower % 3),
                    TableLimit = tableLimit,
                });
                statuses[status] = statuses.GetValueOrDefault(status) + 1;
            }
        }

        // The seeds would prove nothing if they all came out alike.
        Assert.True(statuses[RecourseStatus.Found] > 150, string.Join(", ", statuses));
        Assert.True(statuses[RecourseStatus.NoneWithinReach] > 30, string.Join(", ", statuses));
        Assert.True(statuses[RecourseStatus.ValuesUnknown] > 10, string.Join(", ", statuses));
        Assert.DoesNotContain(RecourseStatus.BoundReached, statuses.Keys);
    }

    [Theory]
    [InlineData(50_000)]
    [InlineData(1)]
    public void Find_BoundReached_SaysSoAndPromisesNothingThatDoesNotHold(int tableLimit)
    {
        var (cut, unproven) = (0, 0);
        for (var seed = 1; seed <= 40; seed++)
        {
            var small = new GeneratedPolicy(seed);
            var whole = Find(small, 1, new RecourseOptions());
            for (var limit = 1; limit < 2_000; limit = (limit * 3 / 2) + 1)
            {
                var answer = Find(small, 1, new RecourseOptions { NodeLimit = limit, TableLimit = tableLimit });
                if (answer.Status != RecourseStatus.BoundReached)
                {
                    Assert.Equal(Costs(whole), Costs(answer));
                    continue;
                }

                cut++;
                unproven += answer.Options.Count(option => !option.IsProvenCheapest);
                Assert.All(answer.Options, option => Assert.True(RecourseSearch.IsTurned(option.Decision.Outcome)));
                if (answer.Options.Count > 0) Assert.True(answer.Options[0].Cost >= whole.Options[0].Cost);
                if (answer.Options is [{ IsProvenCheapest: true } first, ..])
                    Assert.Equal(whole.Options[0].Cost, first.Cost);
            }
        }

        Assert.True(cut > 40, $"{cut}");
        // With tables a search is over in a few steps, so that hardly a bound falls into it.
        Assert.True(tableLimit > 1 || unproven > 0, $"{unproven}");
    }

    [Fact]
    public void Find_CostRaised_IsNoCheaper()
    {
        var compared = 0;
        for (var seed = 1; seed <= 40; seed++)
        {
            var (before, after) = (new GeneratedPolicy(seed), new GeneratedPolicy(seed, costsMore: true));
            for (var borrower = 1; borrower <= Borrowers; borrower++)
            {
                var cheap = Find(before, borrower, new RecourseOptions());
                var dear = Find(after, borrower, new RecourseOptions());
                Assert.Equal(cheap.Status, dear.Status);
                if (cheap.Options.Count == 0) continue;
                compared++;
                Assert.True(dear.Options[0].Cost >= cheap.Options[0].Cost, $"seed {seed}, borrower {borrower}");
            }
        }

        Assert.True(compared > 50, $"{compared}");
    }

    private static RecourseAnswer Find(GeneratedPolicy small, int borrower, RecourseOptions options) =>
        RecourseSearch.Find(
            small.Rules, small.Policy, small.Borrower(borrower), new FakeTimeProvider(), options);

    private static RecourseStatus Compare(GeneratedPolicy small, int seed, int borrower, RecourseOptions options)
    {
        var profile = small.Borrower(borrower);
        var answer = Find(small, borrower, options);
        var where = $"seed {seed}, borrower {borrower}, status {answer.Status}";
        if (answer.Status == RecourseStatus.NotAdverse)
        {
            Assert.True(Decider.Decide(small.Rules, small.Policy, profile).Outcome < DecisionOutcome.Refer, where);
            return answer.Status;
        }

        var ways = new BruteForce(small, profile, options.MostChanges).Find(3);
        Assert.True(answer.Status == RecourseStatus.Found == ways.Count > 0, where);
        Assert.Equal(
            ways.Select(way => (where, way.Cost / 1000.0, string.Join(' ', way.Names.Order()))),
            answer.Options.Select(option => (where, option.Cost, string.Join(' ', Names(option).Order()))));
        foreach (var option in answer.Options)
        {
            var then = profile.Copy();
            foreach (var change in option.Changes)
            {
                Assert.Equal(change.From, profile.ValueOf(change.Input));
                then.Set(change.Input.Name, change.To);
            }

            var again = Decider.Decide(small.Rules, small.Policy, then);
            Assert.True(RecourseSearch.IsTurned(again.Outcome), where);
            Assert.Equal(again.Score!.Points, option.Decision.Score!.Points);
            Assert.True(option.IsProvenCheapest, where);
        }

        return answer.Status;
    }

    private static IEnumerable<double> Costs(RecourseAnswer answer) => answer.Options.Select(option => option.Cost);

    // What moves with time counts as one.
    private static IEnumerable<string> Names(RecourseOption option) => option.Changes
        .Where(change => change.Kind != RecourseChangeKind.Follow)
        .Select(change => change.Kind == RecourseChangeKind.Wait ? "wait" : change.Input.Name).Distinct();
}
