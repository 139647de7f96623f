using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Core;
using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// Tasks that ask for decisions without a pause. The firm they ask for is three years old, so that its age is the one
/// thing a swapped threshold decides about.
/// </summary>
internal sealed class DecideLoad(ServerProcess server, int tasks)
{
    /// <summary>The firm's age in months.</summary>
    public const int FirmAge = 36;

    private const string TooYoung = "K04";

    private readonly ConcurrentDictionary<string, TaskCompletionSource<long>> _firsts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(long Activation, string Digest, bool TooYoung), long> _answers = [];
    private readonly ConcurrentQueue<string> _failures = new();

    /// <summary>How many answers there were, by activation, digest and what they found of the firm's age.</summary>
    public IReadOnlyDictionary<(long Activation, string Digest, bool TooYoung), long> Answers => _answers;

    /// <summary>Calls that failed.</summary>
    public IReadOnlyCollection<string> Failures => _failures;

    /// <summary>Completes at the first answer of a digest, with its moment.</summary>
    public Task<long> FirstOf(string digest) => First(digest).Task;

    /// <summary>Asks until told to stop.</summary>
    public Task RunAsync(CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, tasks).Select(_ => Task.Run(() => AskAsync(stop), CancellationToken.None)));

    private async Task AskAsync(CancellationToken stop)
    {
        var client = new DecisionService.DecisionServiceClient(server.Channel);
        var request = new DecideRequest
        {
            BorrowerId = "swapped",
            Product = "mse_working_capital",
            Views = { FeatureUpdates.View("registry", ("age_months", FeatureUpdates.Whole(FirmAge))) },
        };
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var answer = await client.DecideAsync(
                    request, deadline: null, cancellationToken: CancellationToken.None);
                var isTooYoung = answer.Reasons.Any(reason => reason.Code == TooYoung);
                var key = (answer.RuleSet.Activation, answer.RuleSet.Digest, isTooYoung);
                _answers.AddOrUpdate(key, 1, (_, count) => count + 1);
                First(answer.RuleSet.Digest).TrySetResult(Stopwatch.GetTimestamp());
            }
            catch (RpcException failure)
            {
                _failures.Enqueue(failure.Status.ToString());
            }
        }
    }

    private TaskCompletionSource<long> First(string digest) => _firsts.GetOrAdd(
        digest, _ => new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));
}
