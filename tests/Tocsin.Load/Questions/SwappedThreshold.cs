using System.Collections.Concurrent;
using System.Diagnostics;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;

namespace Tocsin.Load.Questions;

/// <summary>
/// A folder of rules whose least age of a firm is swapped, now below and now above the age of the firm that is asked
/// for: each answer tells by which set it was made, and has to be what that set says. Answers may come at any time, by
/// several threads; swaps one after the other.
/// </summary>
/// <param name="rules">The folder.</param>
internal sealed class SwappedThreshold(RuleCopy rules)
{
    private const string Parameters = "parameters.json";
    private const string TooYoung = "K04";
    private const int FirmAge = 36;

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<long>> _firsts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(long Activation, string Digest, bool TooYoung), byte> _answers = [];

    // The shipped least age is below the firm's.
    private readonly Dictionary<string, bool> _isTooYoung =
        new(StringComparer.Ordinal) { [rules.Digest] = false };

    /// <summary>What is asked.</summary>
    public static DecideRequest Request { get; } = new()
    {
        BorrowerId = "swapped",
        Product = "mse_working_capital",
        Views = { FeatureUpdates.View("registry", ("age_months", FeatureUpdates.Whole(FirmAge))) },
    };

    /// <summary>Notes an answer; what is wrong with it is told at the end, when all sets are known.</summary>
    /// <returns>Nothing: no answer is wrong by itself.</returns>
    public string? Take(DecideResponse answer)
    {
        var isTooYoung = answer.Reasons.Any(reason => reason.Code == TooYoung);
        _answers.TryAdd((answer.RuleSet.Activation, answer.RuleSet.Digest, isTooYoung), 0);
        First(answer.RuleSet.Digest).TrySetResult(Stopwatch.GetTimestamp());
        return null;
    }

    /// <summary>Writes the next set and waits for its first answer.</summary>
    /// <returns>When it was written, and when it first answered.</returns>
    public async Task<(long Written, long Answered)> SwapAsync()
    {
        var isTooYoung = _isTooYoung.Count % 2 == 1;
        // Another number each time, so that no set comes twice.
        var threshold = (isTooYoung ? FirmAge + 1 : 1) + (_isTooYoung.Count / 1_000.0);
        var text = RuleCopy.WithParameter(rules.Read(Parameters), "firm_age_min", threshold);
        var written = Stopwatch.GetTimestamp();
        rules.Write(Parameters, text);
        var digest = rules.Digest;
        _isTooYoung.Add(digest, isTooYoung);
        return (written, await First(digest).Task.WaitAsync(_limit));
    }

    /// <summary>Waits until the set that was there first has answered.</summary>
    public Task FirstAnswerAsync() => First(rules.Digest).Task.WaitAsync(_limit);

    /// <summary>What was wrong with the answers.</summary>
    public IEnumerable<string> Faults()
    {
        foreach (var (activation, digest, isTooYoung) in _answers.Keys)
        {
            if (!_isTooYoung.TryGetValue(digest, out var wanted))
                yield return $"activation {activation} answered with a digest nobody wrote";
            else if (wanted != isTooYoung) yield return $"activation {activation} did not decide by its own threshold";
        }

        foreach (var group in _answers.Keys.GroupBy(answer => answer.Activation))
        {
            if (group.Select(answer => answer.Digest).Distinct().Count() > 1)
                yield return $"activation {group.Key} named two digests";
        }

        if (_answers.Keys.Select(answer => answer.Digest).Distinct().Count() != _isTooYoung.Count)
            yield return "not every set that was written has answered";
    }

    private TaskCompletionSource<long> First(string digest) => _firsts.GetOrAdd(
        digest, _ => new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));
}
