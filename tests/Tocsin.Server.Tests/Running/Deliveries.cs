using System.Collections.Concurrent;
using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// What subscribers of one branch each are brought of a <see cref="BranchLoad"/>, compared with what it changed: every
/// change of a borrower of the branch once and in order, and no other.
/// </summary>
/// <param name="load">The load.</param>
/// <param name="subscribers">How many; their branches take turns.</param>
internal sealed class Deliveries(BranchLoad load, int subscribers)
{
    private const int MostFaults = 100;

    // What comes twice may come a little after all is there.
    private static readonly TimeSpan _grace = TimeSpan.FromMilliseconds(200);

    private readonly Subscriber[] _subscribers =
        [.. Enumerable.Range(0, subscribers).Select(number => new Subscriber(load, number % load.Branches))];

    private readonly ConcurrentQueue<string> _faults = new();
    private long _count;

    /// <summary>What was wrong, the first hundred.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>How many changes came so far, to all together.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>How many are to come to all together, of those sent so far.</summary>
    public long Expected => _subscribers.Sum(subscriber => (long)subscriber.Expected);

    /// <summary>Each that came since the last <see cref="Restart"/>, with when its update was due.</summary>
    public IEnumerable<DueArrival> Arrivals => _subscribers.SelectMany(subscriber => subscriber.Arrivals);

    /// <summary>Forgets when they came.</summary>
    public void Restart()
    {
        foreach (var subscriber in _subscribers) subscriber.Arrivals.Clear();
    }

    /// <summary>Takes a change; of one subscriber one at a time.</summary>
    public void Take(int number, WarningChange change, long arrived)
    {
        if (_subscribers[number].Take(change, arrived) is { } fault && _faults.Count < MostFaults)
            _faults.Enqueue($"subscriber {number}: {fault}");
        Interlocked.Increment(ref _count);
    }

    /// <summary>Waits until as many came as were sent, or it is clear that they never will; then compares.</summary>
    public async Task AllAsync(Crowd crowd)
    {
        try
        {
            await Eventually.SoAsync(
                () => crowd.Fault is not null || Count >= Expected, "every change has reached its subscribers");
            using var pause = new PeriodicTimer(_grace);
            await pause.WaitForNextTickAsync();
        }
        catch (TimeoutException)
        {
            // What is missing is told below.
        }

        foreach (var (number, subscriber) in _subscribers.Index())
        {
            if (_faults.Count < MostFaults && subscriber.Missing is { } missing)
                _faults.Enqueue($"subscriber {number}: {missing}");
        }
    }

    private sealed class Subscriber(BranchLoad load, int branch)
    {
        // By the place of a borrower in its branch.
        private readonly int[] _seen = new int[load.PerBranch];
        private readonly long[] _revisions = new long[load.PerBranch];

        public List<DueArrival> Arrivals { get; } = [];

        public int Expected => Indexes.Sum(load.ChangesOf);

        public string? Missing => Indexes.Where(index => load.ChangesOf(index) != _seen[Place(index)])
            .Select(index => $"{_seen[Place(index)]} of {load.ChangesOf(index)} changes of borrower {index}")
            .FirstOrDefault();

        private IEnumerable<int> Indexes =>
            Enumerable.Range(0, load.PerBranch).Select(place => branch + (place * load.Branches));

        public string? Take(WarningChange change, long arrived)
        {
            var index = BranchLoad.Index(change.BorrowerId);
            if (change.Warning is null) return $"a change of borrower {index} on the watch list";
            if (index % load.Branches != branch) return $"a change of borrower {index}, who is of another branch";
            var place = Place(index);
            var number = _seen[place]++;
            var isHigher = change.Warning.Revision > _revisions[place];
            _revisions[place] = change.Warning.Revision;
            if (load.DueOf(index, number) is not { } due) return $"change {number} of borrower {index} was never sent";
            Arrivals.Add(new DueArrival(due, arrived));
            // They are raised and cleared in turn.
            return isHigher && number % 2 == 0 == (change.Kind != WarningChangeKind.Cleared)
                ? null : $"change {number} of borrower {index} was {change.Kind} at revision {change.Warning.Revision}";
        }

        private int Place(int index) => index / load.Branches;
    }
}
