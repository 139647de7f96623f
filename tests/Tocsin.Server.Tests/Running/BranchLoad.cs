using System.Diagnostics;
using System.Globalization;
using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// Updates of the borrowers of many branches at a fixed rate, whether they are answered in time or not; every so many
/// updates of a borrower one changes its level, now up and now down.
/// </summary>
/// <param name="branches">How many branches.</param>
/// <param name="borrowers">How many borrowers in all, a multiple of the branches.</param>
/// <param name="updatesPerChange">One update of this many changes a level, 1 or more.</param>
internal sealed class BranchLoad(int branches, int borrowers, int updatesPerChange)
{
    private const int Streams = 4;
    private const string Prefix = "m-";

    // When each change of a borrower was due to be sent; they change one at a time, and are read as they arrive.
    private readonly List<long>[] _due = [.. Enumerable.Range(0, borrowers).Select(_ => new List<long>())];
    private readonly List<string> _faults = [];
    private long _answered;
    private long _sent;

    /// <summary>How many branches.</summary>
    public int Branches => branches;

    /// <summary>How many borrowers each of them has.</summary>
    public int PerBranch => borrowers / branches;

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

    /// <summary>The number of a borrower; its branch is the rest of the division by their number.</summary>
    public static int Index(string borrower) =>
        int.Parse(borrower.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>When a change of a borrower was due to be sent, the first is 0; null when there was none yet.</summary>
    public long? DueOf(int index, int change)
    {
        lock (_due[index]) return change < _due[index].Count ? _due[index][change] : null;
    }

    /// <summary>How many changes of a borrower were sent.</summary>
    public int ChangesOf(int index)
    {
        lock (_due[index]) return _due[index].Count;
    }

    /// <summary>
    /// Gives every borrower its branch, and a warning that comes and goes: whoever had one is on the watch list, where
    /// those to come change nothing. Returns when all are reviewed.
    /// </summary>
    public async Task PrepareAsync(ServerProcess server)
    {
        foreach (var isFrozen in new[] { true, false })
        {
            await using (var streams = Open(server))
            {
                for (var index = 0; index < borrowers; index++)
                {
                    var request = FeatureUpdates.Branch(Name(index), Branch(index % branches));
                    request.Views.Add(FeatureUpdates.Freeze(isFrozen));
                    streams.Send(index, request);
                }
            }

            await new Clients(server).AllReviewedAsync(Borrowers);
        }
    }

    /// <summary>Changes the level of every borrower once.</summary>
    /// <param name="server">The server.</param>
    /// <param name="room">Has room for a further change; who sees one come to everybody gives it back.</param>
    public async Task FlipAllAsync(ServerProcess server, SemaphoreSlim room)
    {
        await using var streams = Open(server);
        for (var index = 0; index < borrowers; index++)
        {
            await room.WaitAsync();
            Flip(index, Stopwatch.GetTimestamp());
            streams.Send(index, FeatureUpdates.Frozen(Name(index), IsFrozen(index)));
        }
    }

    /// <summary>Sends updates at a rate for a while, and answers when all are answered.</summary>
    public async Task RunAsync(ServerProcess server, int perSecond, TimeSpan duration)
    {
        await using var streams = Open(server);
        Interlocked.Exchange(ref _answered, 0);
        // One run goes on where the one before ended, so that every borrower's turn comes as often as any other's.
        var first = _sent;
        await PacedCalls.RunAsync(perSecond, duration, (sent, due) =>
        {
            var late = Stopwatch.GetElapsedTime(due);
            if (late > Behind) Behind = late;
            _sent = first + sent + 1;
            streams.Send((int)(_sent % borrowers), Update(_sent, due));
            return Task.CompletedTask;
        });
    }

    private static string Name(int index) => Prefix + index.ToString("d5", CultureInfo.InvariantCulture);

    private bool IsFrozen(int index) => ChangesOf(index) % 2 == 1;

    private void Flip(int index, long due)
    {
        lock (_due[index]) _due[index].Add(due);
        Changes++;
    }

    private PutFeaturesRequest Update(long number, long due)
    {
        var index = (int)(number % borrowers);
        // Of each borrower every so many; those of a branch do not fall together.
        if ((index + (index / branches) + (number / borrowers)) % updatesPerChange == 0) Flip(index, due);
        return FeatureUpdates.Of(
            Name(index),
            FeatureUpdates.Freeze(IsFrozen(index)),
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
}
