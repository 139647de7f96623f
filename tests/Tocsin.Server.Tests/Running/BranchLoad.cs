using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// Updates of the borrowers of many branches at a fixed rate, whether they are answered in time or not; every tenth
/// update of a borrower changes its level.
/// </summary>
/// <param name="branches">How many branches.</param>
/// <param name="borrowers">How many borrowers in all.</param>
internal sealed class BranchLoad(int branches, int borrowers)
{
    /// <summary>One update of this many changes a level.</summary>
    public const int UpdatesPerChange = 10;

    private const int Streams = 4;
    private const string Prefix = "m-";

    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(5);

    private readonly long[] _due = new long[borrowers];
    private readonly bool[] _frozen = new bool[borrowers];
    private readonly List<string> _faults = [];
    private long _answered;
    private long _sent;

    /// <summary>What went wrong, in words.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Updates that were answered well.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    /// <summary>Updates sent that change a level.</summary>
    public long Changes { get; private set; }

    /// <summary>How much later than planned the sender was at worst.</summary>
    public TimeSpan Behind { get; private set; }

    /// <summary>Counts from here on anew.</summary>
    public void Restart() => (Changes, Behind) = (0, TimeSpan.Zero);

    /// <summary>The borrowers.</summary>
    public IEnumerable<string> Borrowers => Enumerable.Range(0, borrowers).Select(Name);

    /// <summary>The label value of a branch.</summary>
    public static string Branch(int number) => $"branch-{number:d2}";

    /// <summary>How long ago the latest change of a borrower was due to be sent, by the time of its arrival.</summary>
    public TimeSpan Since(string borrower, long arrived) =>
        Stopwatch.GetElapsedTime(Volatile.Read(ref _due[Index(borrower)]), arrived);

    /// <summary>Gives every borrower its branch.</summary>
    public async Task PrepareAsync(ServerProcess server)
    {
        await using var streams = Open(server);
        for (var index = 0; index < borrowers; index++)
        {
            var request = FeatureUpdates.Branch(Name(index), Branch(index % branches));
            await streams.SendAsync(index, request);
        }
    }

    /// <summary>Changes the level of every borrower once, as fast as it goes.</summary>
    public async Task FlipAllAsync(ServerProcess server)
    {
        await using var streams = Open(server);
        for (var index = 0; index < borrowers; index++)
        {
            _frozen[index] = !_frozen[index];
            await streams.SendAsync(index, FeatureUpdates.Frozen(Name(index), _frozen[index]));
        }
    }

    /// <summary>Sends updates at a rate for a while, and answers when all are answered.</summary>
    public async Task RunAsync(ServerProcess server, int perSecond, TimeSpan duration)
    {
        await using var streams = Open(server);
        Interlocked.Exchange(ref _answered, 0);
        // One run goes on where the one before ended, so that every borrower's turn comes as often as any other's.
        var first = _sent;
        var total = (long)(perSecond * duration.TotalSeconds);
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(_tick);
        for (var sent = 0L; sent < total;)
        {
            var planned = Math.Min(total, (long)(Stopwatch.GetElapsedTime(started).TotalSeconds * perSecond));
            for (; sent < planned; sent++)
            {
                var due = started + (long)(sent * (double)Stopwatch.Frequency / perSecond);
                var late = Stopwatch.GetElapsedTime(due);
                if (late > Behind) Behind = late;
                _sent = first + sent + 1;
                await streams.SendAsync((int)(_sent % borrowers), Update(_sent, due));
            }

            await timer.WaitForNextTickAsync();
        }
    }

    private static string Name(int index) => Prefix + index.ToString("d5", CultureInfo.InvariantCulture);

    private static int Index(string borrower) =>
        int.Parse(borrower.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture);

    private PutFeaturesRequest Update(long number, long due)
    {
        var index = (int)(number % borrowers);
        // Every tenth update, and of each borrower every tenth; those of a branch do not fall together.
        if ((index + (index / branches) + (number / borrowers)) % UpdatesPerChange == 0)
        {
            Volatile.Write(ref _due[index], due);
            _frozen[index] = !_frozen[index];
            Changes++;
        }

        return FeatureUpdates.Of(
            Name(index),
            FeatureUpdates.Freeze(_frozen[index]),
            FeatureUpdates.View("accounts", ("free_cash_flow_12m_cny", new FeatureValue { Number = number })));
    }

    private UpdateStreams Open(ServerProcess server) => new(server, Streams, response =>
    {
        if (response.Response is not null)
        {
            Interlocked.Increment(ref _answered);
            return;
        }

        lock (_faults) _faults.Add($"an update was refused: {response.Status.Message}");
    });

    /// <summary>Several streams of updates; each borrower's updates go over one of them, in order.</summary>
    private sealed class UpdateStreams : IAsyncDisposable
    {
        private readonly AsyncDuplexStreamingCall<PutFeaturesStreamRequest, PutFeaturesStreamResponse>[] _calls;
        private readonly Task[] _reading;

        public UpdateStreams(ServerProcess server, int count, Action<PutFeaturesStreamResponse> take)
        {
            var client = new FeatureService.FeatureServiceClient(server.Channel);
            _calls = [.. Enumerable.Range(0, count).Select(_ => client.PutFeaturesStream())];
            _reading = [.. _calls.Select(call => ReadAsync(call, take))];
        }

        public Task SendAsync(int index, PutFeaturesRequest request) =>
            _calls[index % _calls.Length].RequestStream.WriteAsync(new PutFeaturesStreamRequest { Request = request });

        public async ValueTask DisposeAsync()
        {
            foreach (var call in _calls) await call.RequestStream.CompleteAsync();
            await Task.WhenAll(_reading);
            foreach (var call in _calls) call.Dispose();
        }

        private static async Task ReadAsync(
            AsyncDuplexStreamingCall<PutFeaturesStreamRequest, PutFeaturesStreamResponse> call,
            Action<PutFeaturesStreamResponse> take)
        {
            await foreach (var response in call.ResponseStream.ReadAllAsync()) take(response);
        }
    }
}
