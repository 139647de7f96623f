using Tocsin.Core.Features;
using Tocsin.Core.Storage;
using Xunit.Sdk;

namespace Tocsin.Conformance.Reviews;

/// <summary>Runs one after another on the same store, which each run leaves without a borrower.</summary>
internal sealed class ModelPlay
{
    private const int StepsOfARun = 60;
    private const int LinesOfATrace = 60;

    private int _steps;

    /// <summary>A play on handles of one store, one for each instance in turn.</summary>
    public ModelPlay(IReadOnlyList<IStore> stores)
    {
        Store = stores[0];
        Instances = [.. Enumerable.Range(0, 3).Select(number =>
            new ModelInstance($"i{number}", stores[number % stores.Count], Time))];
        Model = new ReviewModel(Borrowers, ModelRun.PartitionCount);
        Check = new ModelCheck(Store, Model);
    }

    /// <summary>Every borrower: two share a partition.</summary>
    public static IReadOnlyList<BorrowerId> Borrowers { get; } =
    [
        .. SampleBorrowers.InPartition(0, ModelRun.PartitionCount, 2),
        .. SampleBorrowers.InPartition(1, ModelRun.PartitionCount, 1),
    ];

    /// <summary>The store, to be looked at.</summary>
    public IStore Store { get; }

    /// <summary>The instances.</summary>
    public IReadOnlyList<ModelInstance> Instances { get; }

    /// <summary>The time.</summary>
    public ModelTime Time { get; } = new();

    /// <summary>What must be.</summary>
    public ReviewModel Model { get; }

    /// <summary>Compares the store with the model.</summary>
    public ModelCheck Check { get; }

    /// <summary>A fault of the store, to see that it is found.</summary>
    public Func<IStore, IStore> Below { get; init; } = store => store;

    /// <summary>A fault of whoever calls the store, to see that it is found.</summary>
    public Func<IStore, IStore> Above { get; init; } = store => store;

    /// <summary>How many calls were let go in all runs.</summary>
    public int Steps { get; private set; }

    /// <summary>A number for a person's step.</summary>
    public int NextStep() => ++_steps;

    /// <summary>Plays runs, with one seed after another.</summary>
    /// <exception cref="XunitException">A run went wrong; the message has its seed and how it went.</exception>
    public async Task PlayAsync(int firstSeed, int runs)
    {
        for (var seed = firstSeed; seed < firstSeed + runs; seed++)
        {
            var run = new ModelRun(this, seed);
            try
            {
                await run.PlayAsync(StepsOfARun);
            }
            catch (Exception exception)
            {
                var trace = string.Join('\n', run.Trace.TakeLast(LinesOfATrace));
                throw new XunitException(
                    $"The run of seed {seed} went wrong after\n{trace}\n{exception.Message}", exception);
            }

            Steps += run.Steps;
        }
    }
}
