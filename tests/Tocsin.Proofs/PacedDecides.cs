using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Core;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;

namespace Tocsin.Proofs;

/// <summary>
/// Decisions at a fixed rate, whatever the answers take: a call that is late is counted from when it was due.
/// </summary>
/// <param name="server">The server.</param>
/// <param name="rate">How many a second.</param>
/// <param name="borrower">The borrower of a call.</param>
internal sealed class PacedDecides(ServerProcess server, int rate, Func<long, string> borrower)
{
    private static readonly TimeSpan _beat = TimeSpan.FromMilliseconds(1);

    private readonly DecisionService.DecisionServiceClient _client = new(server.Channel);
    private readonly ConcurrentQueue<(long Due, TimeSpan Took)> _answers = new();
    private int _failures;

    /// <summary>How many calls failed.</summary>
    public int Failures => Volatile.Read(ref _failures);

    /// <summary>Asks until told to stop, and waits for every answer.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var began = Stopwatch.GetTimestamp();
        var (sent, calls) = (0L, new List<Task>());
        using var beat = new PeriodicTimer(_beat);
        try
        {
            while (await beat.WaitForNextTickAsync(stop))
            {
                var due = (long)(Stopwatch.GetElapsedTime(began).TotalSeconds * rate);
                for (; sent < due; sent++) calls.Add(AskAsync(sent, began + (sent * Stopwatch.Frequency / rate)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(calls);
        }
    }

    /// <summary>How long the calls took that were due between two timestamps.</summary>
    public Quantiles Between(long from, long until) =>
        new(_answers.Where(answer => answer.Due >= from && answer.Due < until).Select(answer => answer.Took));

    private async Task AskAsync(long number, long due)
    {
        var request = SampleRequests.Application(borrower(number));
        try
        {
            await _client.DecideAsync(request);
            _answers.Enqueue((due, Stopwatch.GetElapsedTime(due)));
        }
        catch (RpcException)
        {
            Interlocked.Increment(ref _failures);
        }
    }
}
