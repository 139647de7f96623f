using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using StackExchange.Redis;
using Tocsin.Conformance;
using Tocsin.Core.Features;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;
using Tocsin.Server.Caching;
using Tocsin.Server.Settings;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// Instances on one store are written and asked at once while their connections are cut; every answer is compared with
/// what was acknowledged.
/// </summary>
/// <param name="stores">An open store for each instance.</param>
/// <param name="redis">The redis-server whose connections are cut; null to cut none.</param>
/// <param name="seed">What is drawn.</param>
internal sealed class NearCacheRun(IReadOnlyList<IStore> stores, RedisServer? redis, int seed)
{
    // So many that one whose write went untold is not soon written again.
    private const int Borrowers = 1_500;
    private const int Readers = 6;

    private static readonly TimeSpan _cutEvery = TimeSpan.FromMilliseconds(700);
    private static readonly DateTimeOffset _begin = SampleWarnings.Noon;

    private readonly NearLedger[] _ledgers = [.. Enumerable.Range(0, Borrowers).Select(_ => new NearLedger())];
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly NearCacheSettings _settings = new();
    private long _moment;
    private long _writes;
    private long _answers;
    private long _unconfirmed;
    private long _cuts;

    /// <summary>Runs it.</summary>
    public async Task<NearCacheReport> RunAsync(TimeSpan duration)
    {
        var instances = new List<NearInstance>();
        foreach (var store in stores)
            instances.Add(await NearInstance.StartAsync(store, _settings, RealClock.Instance));
        using var ended = new CancellationTokenSource(duration);
        var behind = new TimeSpan[Readers];
        var writing = Enumerable.Range(0, stores.Count)
            .Select(number => Task.Run(() => WriteAsync(number, ended.Token)));
        var reading = Enumerable.Range(0, Readers).Select(number => Task.Run(
            async () => behind[number] = await ReadAsync(instances, number, ended.Token)));
        await Task.WhenAll([.. writing, .. reading, CutAsync(ended.Token)]);
        var hits = instances.Sum(instance => instance.Metrics.Hits.Value);
        foreach (var instance in instances) await instance.DisposeAsync();
        return new NearCacheReport(
            _writes, _answers, (long)hits, _unconfirmed, _cuts, behind.Max(), [.. _faults]);
    }

    private static BorrowerId Borrower(int number) =>
        BorrowerId.Parse(string.Create(CultureInfo.InvariantCulture, $"b-{number}"));

    private async Task WriteAsync(int instance, CancellationToken ended)
    {
        var random = new Random(HashCode.Combine(seed, instance));
        while (!ended.IsCancellationRequested)
        {
            var at = random.Next(Borrowers);
            try
            {
                if (random.Next(3) > 0) await UpdateAsync(instance, at);
                else await ReviewAsync(instance, at);
                Interlocked.Increment(ref _writes);
            }
            catch (StoreUnavailableException)
            {
                // Nobody knows whether it was written, so that nothing is asked of the answers.
                await Task.Yield();
            }
        }
    }

    private async Task UpdateAsync(int instance, int at)
    {
        var moment = Interlocked.Increment(ref _moment);
        var update = SampleFeatures.Debt(Borrower(at), moment, _begin.AddMilliseconds(moment));
        var result = (await stores[instance].Features.ApplyAsync([update], CancellationToken.None))[0];
        if (result.Changed) _ledgers[at].Note(instance, result.Revision, moment, default);
    }

    private async Task ReviewAsync(int instance, int at)
    {
        var asOf = _begin.AddMilliseconds(Interlocked.Increment(ref _moment));
        var store = stores[instance];
        var stored = await store.Features.ReadAsync(Borrower(at), CancellationToken.None);
        var review = SampleWarnings.Review(Borrower(at))
            .From(features: stored?.Revision ?? 0, activation: 1, asOf: asOf);
        var result = await store.Warnings.CommitAsync(review, CancellationToken.None);
        if (result.Outcome == CommitOutcome.Committed) _ledgers[at].Note(instance, 0, 0, asOf);
    }

    private async Task<TimeSpan> ReadAsync(List<NearInstance> instances, int number, CancellationToken ended)
    {
        var random = new Random(HashCode.Combine(seed, stores.Count + number));
        var behind = TimeSpan.Zero;
        var bound = TimeSpan.FromMilliseconds(_settings.ConfirmedForMs);
        for (var count = 0; !ended.IsCancellationRequested; count++)
        {
            var (instance, at) = (random.Next(instances.Count), random.Next(Borrowers));
            var askedAt = Stopwatch.GetTimestamp();
            var answer = await instances[instance].Cache.ReadAsync(
                Borrower(at), withWarnings: true, null, CancellationToken.None);
            Interlocked.Increment(ref _answers);
            if (answer.State != StoredState.Current)
            {
                Interlocked.Increment(ref _unconfirmed);
                await PingAsync(instances[instance].Store);
            }
            else if (_ledgers[at].FaultOf(instance, askedAt, bound, Seen(answer.Borrower!), ref behind) is { } fault)
            {
                _faults.Enqueue($"instance {instance}, {Borrower(at)}: {fault}");
            }

            // Answers from memory are given at once; the others want to run too.
            if (count % 64 == 0) await Task.Yield();
        }

        return behind;
    }

    // Who asks a store that is away as fast as it can would keep it from coming back.
    private static async Task PingAsync(IStore store)
    {
        try
        {
            await store.PingAsync(CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            await Task.Yield();
        }
    }

    private static NearSight Seen(NearBorrower borrower) => new(
        borrower.Stored?.Revision ?? 0,
        borrower.Stored is { } stored
            ? double.Parse(stored.Views["bureau"].Values["debt_cny"], CultureInfo.InvariantCulture) : 0,
        borrower.Warnings!.AsOf);

    // The connection that tells of writes, more often than the one that all else goes through.
    private async Task CutAsync(CancellationToken ended)
    {
        if (redis is null) return;
        var configuration = redis.Configuration + ",allowAdmin=true";
        await using var multiplexer = await ConnectionMultiplexer.ConnectAsync(configuration);
        using var timer = new PeriodicTimer(_cutEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                // The connections of this one are cut with the others, and come back as theirs do.
                var type = _cuts++ % 8 == 7 ? "normal" : "pubsub";
                await multiplexer.GetDatabase().ExecuteAsync("CLIENT", "KILL", "TYPE", type, "SKIPME", "yes");
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or RedisException)
        {
            // It is over.
        }
    }
}

/// <summary>What such a run came to.</summary>
/// <param name="Writes">Writes that were acknowledged.</param>
/// <param name="Answers">Answers that were given.</param>
/// <param name="Hits">Those from memory.</param>
/// <param name="Unconfirmed">Those that said that they are not current.</param>
/// <param name="Cuts">How often connections were cut.</param>
/// <param name="Behind">The longest that an answer lacked what another instance had acknowledged.</param>
/// <param name="Faults">What was wrong.</param>
internal sealed record NearCacheReport(
    long Writes, long Answers, long Hits, long Unconfirmed, long Cuts, TimeSpan Behind, IReadOnlyList<string> Faults);
