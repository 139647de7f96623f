using System.Diagnostics;
using Tocsin.Core.Decisions;
using Tocsin.Core.Decisions.Recourse;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Core.Tests.Decisions.Recourse;

/// <summary>Recourse for declined borrowers of the shipped policy, and whether it keeps what it promises.</summary>
internal sealed class RecourseRun
{
    /// <summary>How often each came out.</summary>
    public SortedDictionary<RecourseStatus, int> Statuses { get; } = [];

    /// <summary>How many borrowers had so many options.</summary>
    public SortedDictionary<int, int> OptionCounts { get; } = [];

    /// <summary>How often a first option made so many changes; waiting counts once.</summary>
    public SortedDictionary<int, int> ChangeCounts { get; } = [];

    /// <summary>How long each borrower took.</summary>
    public List<TimeSpan> Durations { get; } = [];

    /// <summary>The first option that did not keep its promise; null when all did.</summary>
    public string? Broken { get; private set; }

    /// <summary>Runs it.</summary>
    public static RecourseRun Run(RuleSet rules, int borrowers, int seed, TimeProvider time)
    {
        var run = new RecourseRun();
        var declined = new DeclinedBorrowers(rules, seed);
        for (var borrower = 1; borrower <= borrowers && run.Broken is null; borrower++)
        {
            var profile = declined.Next();
            var started = Stopwatch.GetTimestamp();
            var answer = RecourseSearch.Find(rules, declined.Policy, profile, time);
            run.Durations.Add(Stopwatch.GetElapsedTime(started));
            run.Count(answer);
            run.Broken = answer.Options.Select(option => BrokenPromise(rules, declined.Policy, profile, option))
                .FirstOrDefault(broken => broken is not null) is { } text ? $"borrower {borrower}: {text}" : null;
        }

        return run;
    }

    private void Count(RecourseAnswer answer)
    {
        Statuses[answer.Status] = Statuses.GetValueOrDefault(answer.Status) + 1;
        OptionCounts[answer.Options.Count] = OptionCounts.GetValueOrDefault(answer.Options.Count) + 1;
        if (answer.Options.Count == 0) return;
        var first = answer.Options[0].Changes.Where(change => change.Kind != RecourseChangeKind.Follow)
            .DistinctBy(change => change.Kind == RecourseChangeKind.Wait ? "" : change.Input.Name).Count();
        ChangeCounts[first] = ChangeCounts.GetValueOrDefault(first) + 1;
    }

    private static string? BrokenPromise(
        RuleSet rules, DecisionPolicy policy, BorrowerProfile profile, RecourseOption option)
    {
        var then = profile.Copy();
        foreach (var change in option.Changes)
        {
            if (change.From != profile.ValueOf(change.Input)) return $"{change.Input.Name} is not {change.From}";
            if (change.Input.Feature?.Recourse?.Kind == RecourseKind.Fixed) return $"{change.Input.Name} is fixed";
            then.Set(change.Input.Name, change.To);
        }

        var again = Decider.Decide(rules, policy, then);
        if (again.Outcome != option.Decision.Outcome)
            return $"{option.Decision.Outcome} was promised, {again.Outcome} came";
        if (again.Score?.LogOdds != option.Decision.Score?.LogOdds) return "another score came";
        return RecourseSearch.IsTurned(again.Outcome) ? null : $"{again.Outcome} is no turned outcome";
    }
}
