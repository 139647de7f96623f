using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Grpc.Core;
using Grpc.Net.Client;
using Tocsin.Load.Servers;
using Tocsin.Server.Tests.Running;

namespace Tocsin.Load.Loads;

/// <summary>Calls of one kind on one server, whose answers are verified.</summary>
internal sealed class CallLoad : IDisposable
{
    // A call that has no answer by then counts as failed; the load would else never end. A call of its own deadline
    // would cost both sides a timer.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly Contender _contender;
    private readonly MeasuredServer _server;
    private GrpcChannel[] _channels;
    private Func<long, Task<string?>>[] _calls;

    /// <summary>Opens the connections.</summary>
    /// <param name="contender">The server and the calls.</param>
    /// <param name="connections">How many connections share the calls.</param>
    public CallLoad(Contender contender, int connections)
    {
        (_contender, _server) = (contender, contender.Server);
        Connect(connections);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var channel in _channels) channel.Dispose();
    }

    /// <summary>As many calls as the server answers: a caller makes its next one when the last is answered.</summary>
    public async Task<LoadFigures> ClosedAsync(int callers, TimeSpan window)
    {
        var before = await ServerUsage.ReadAsync(_server.Socket);
        var began = Stopwatch.GetTimestamp();
        var until = began + (long)(window.TotalSeconds * Stopwatch.Frequency);
        var tallies = Enumerable.Range(0, callers).Select(_ => new CallTally()).ToArray();
        await EndAsync(Task.WhenAll(tallies.Select((tally, caller) => Task.Run(async () =>
        {
            var calls = _calls[caller % _calls.Length];
            for (var number = (long)caller; Stopwatch.GetTimestamp() is var sent && sent < until; number += callers)
                tally.Add(sent, await CallAsync(calls, number));
        }))), window);
        return await SumAsync(tallies, began, before);
    }

    /// <summary>
    /// Calls at a fixed rate, however long the answers take; each is counted from when it was due, so that a call that
    /// a stalled server keeps from being made counts as one that waits.
    /// </summary>
    public async Task<LoadFigures> OpenAsync(double rate, TimeSpan window)
    {
        var before = await ServerUsage.ReadAsync(_server.Socket);
        var began = Stopwatch.GetTimestamp();
        var tallies = _calls.Select(_ => new CallTally()).ToArray();
        var timeline = new CallTimeline(PacedCalls.Most(rate, window));
        var pending = await PacedCalls.RunAsync(rate, window, async (number, due) =>
        {
            var at = (int)(number % _calls.Length);
            timeline.Begin(number, due);
            var fault = await CallAsync(_calls[at], number);
            if (fault is null) timeline.End(number, Stopwatch.GetTimestamp());
            tallies[at].Add(due, fault);
        });
        await EndAsync(Task.WhenAll(pending), TimeSpan.Zero);
        return await SumAsync(tallies, began, before) with { Stalls = timeline.Stalls() };
    }

    private static async Task<string?> CallAsync(Func<long, Task<string?>> calls, long number)
    {
        try
        {
            return await calls(number);
        }
        catch (RpcException failure)
        {
            return failure.Status.ToString();
        }
    }

    private async Task EndAsync(Task calls, TimeSpan window)
    {
        try
        {
            await calls.WaitAsync(window + _patience);
        }
        catch (TimeoutException)
        {
            // Calls that are under way fail with their channels.
            Dispose();
            await calls;
            Connect(_channels.Length);
        }
    }

    [MemberNotNull(nameof(_channels), nameof(_calls))]
    private void Connect(int connections)
    {
        _channels = _server.Connect(connections);
        _calls = [.. _channels.Select(channel => _contender.Calls(channel))];
    }

    private async Task<LoadFigures> SumAsync(CallTally[] tallies, long began, ServerUsage before)
    {
        var took = Stopwatch.GetElapsedTime(began);
        var usage = (await ServerUsage.ReadAsync(_server.Socket)).Since(before);
        return LoadFigures.Of(tallies, took, usage);
    }
}
