using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Core;
using Tocsin.Load.Questions;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;

namespace Tocsin.Load.Loads;

/// <summary>
/// Decisions on stored borrowers, and updates of others, each at a fixed rate however long the answers take, while
/// something is done to the store.
/// </summary>
/// <param name="server">The server.</param>
/// <param name="questions">What is asked of whom.</param>
internal sealed class StoreLoad(ServerProcess server, DecideQuestions questions)
{
    /// <summary>Decisions a second.</summary>
    public const int DecisionsPerSecond = 500;

    /// <summary>Updates a second.</summary>
    public const int UpdatesPerSecond = 20;

    private const int MostFaults = 100;
    private const int Updated = 50;

    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(10);

    // Whatever the store does, a call is answered sooner; one that is not counts as failed.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly DecisionService.DecisionServiceClient _decisions = new(server.Channel);
    private readonly FeatureService.FeatureServiceClient _features = new(server.Channel);
    private readonly ConcurrentQueue<StoreCall> _decided = new();
    private readonly ConcurrentQueue<StoreCall> _updated = new();
    private readonly ConcurrentQueue<string> _faults = new();

    /// <summary>Decisions that were answered.</summary>
    public IReadOnlyCollection<StoreCall> Decided => _decided;

    /// <summary>Updates that were answered or refused.</summary>
    public IReadOnlyCollection<StoreCall> Tried => _updated;

    /// <summary>What must not happen, the first hundred.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>Asks until told to stop, and waits for every answer.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var begun = await Task.WhenAll(
            PacedCalls.RunAsync(DecisionsPerSecond, _longest, DecideAsync, stop),
            PacedCalls.RunAsync(UpdatesPerSecond, _longest, UpdateAsync, stop));
        await Task.WhenAll(begun.SelectMany(calls => calls));
    }

    private async Task DecideAsync(long number, long due)
    {
        var request = questions.Template.Clone();
        questions.Address(request, number);
        var id = request.RequestId;
        try
        {
            var answer = await _decisions.DecideAsync(
                request, new CallOptions().WithDeadline(RealClock.Instance.GetUtcNow().Add(_patience).UtcDateTime));
            var isIncomplete = answer.Degraded && answer.Outcome is Outcome.Incomplete or Outcome.Refer;
            Add(_decided, due, StatusCode.OK, answer.Degraded, isIncomplete);
            // Without the store less may be known; what is remembered of it is to come to the same, and to say so.
            if (isIncomplete) return;
            if (answer is { Degraded: true, StoredFeatures: StoredFeatures.Unconfirmed })
                (answer.Degraded, answer.StoredFeatures) = (false, StoredFeatures.Current);
            if (questions.FindDecisionFault(number, id, answer) is { } fault) Note(fault);
        }
        catch (RpcException failure)
        {
            Note($"a decision failed: {failure.Status}");
        }
    }

    private async Task UpdateAsync(long number, long due)
    {
        var status = StatusCode.OK;
        try
        {
            await _features.PutFeaturesAsync(
                FeatureUpdates.ReturnedItems($"u-{number % Updated}", (int)(number / Updated % 4)),
                new CallOptions().WithDeadline(RealClock.Instance.GetUtcNow().Add(_patience).UtcDateTime));
        }
        catch (RpcException failure)
        {
            status = failure.StatusCode;
            if (status != StatusCode.Unavailable) Note($"an update ended otherwise: {failure.Status}");
        }

        Add(_updated, due, status, isDegraded: false, isIncomplete: false);
    }

    private static void Add(
        ConcurrentQueue<StoreCall> calls, long due, StatusCode status, bool isDegraded, bool isIncomplete) =>
        calls.Enqueue(new StoreCall(
            new DueArrival(due, Stopwatch.GetTimestamp()), status, isDegraded, isIncomplete));

    private void Note(string fault)
    {
        if (_faults.Count < MostFaults) _faults.Enqueue(fault);
    }
}
