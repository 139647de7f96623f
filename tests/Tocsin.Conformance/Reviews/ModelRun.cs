using Tocsin.Core.Features;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;
using Xunit;

namespace Tocsin.Conformance.Reviews;

/// <summary>
/// One random run, the same for the same seed: several instances that update, review, treat, close, erase and swap, a
/// call at a time in any order, with calls that fail before or after the store made them.
/// </summary>
internal sealed class ModelRun(ModelPlay play, int seed)
{
    /// <summary>The partitions of the store.</summary>
    public const int PartitionCount = 4;

    private const int MaximumActs = 5;
    private const int MaximumRounds = 100;

    private readonly Random _random = new(seed);
    private readonly StepSchedule _schedule = new();
    private readonly List<RunningAct> _acts = [];
    private readonly List<string> _trace = [];
    private int _started;

    /// <summary>The partitions in which borrowers are.</summary>
    public static IReadOnlyList<int> Partitions { get; } = [0, 1];

    /// <summary>What happened, one line a step.</summary>
    public IReadOnlyList<string> Trace => _trace;

    /// <summary>How many calls were let go.</summary>
    public int Steps { get; private set; }

    /// <summary>Plays so many steps, lets everything come to rest, checks, and erases every borrower.</summary>
    public async Task PlayAsync(int steps)
    {
        var choice = new ModelChoice(play, _random);
        await DrainAsync(choice.Begin());
        while (Steps < steps)
        {
            if (_schedule.Parked.Count == 0 || (_acts.Count < MaximumActs && _random.Next(4) == 0))
                await StartAsync(choice.Next());
            else
                await StepAsync(isFaulty: true);
            if (_random.Next(3) == 0) choice.MoveTime();
        }

        await RestAsync(choice);
        await play.Check.AllAsync();
        foreach (var borrower in play.Model.Borrowers.Values) Settled(borrower);
        choice.CheckPersons();
        await DrainAsync(play.Model.Borrowers.Keys.Select(borrower => choice.Closing(borrower, erases: true)));
        Assert.All(
            play.Model.Borrowers.Values,
            borrower => Assert.Equal((0, null), (borrower.FeaturesRevision, borrower.State)));
        await play.Check.AllAsync();
    }

    // Everybody learns the newest rules, lost calls are repeated, and whoever is marked or due is reviewed.
    private async Task RestAsync(ModelChoice choice)
    {
        await DrainAsync([]);
        await DrainAsync(choice.Rest());
        for (var round = 0; ; round++)
        {
            var waiting = await WaitingAsync();
            if (waiting.Count == 0) return;
            Assert.True(round < MaximumRounds, "It never comes to rest.");
            await DrainAsync(waiting.Select(choice.Review));
        }
    }

    private async Task<IReadOnlyList<BorrowerId>> WaitingAsync()
    {
        var waiting = new List<BorrowerId>();
        foreach (var partition in Partitions)
        {
            waiting.AddRange(await play.Store.Warnings.ReadMarkedAsync(partition, 10, default));
            waiting.AddRange(await play.Store.Warnings.ReadDueAsync(partition, play.Time.Now, 10, default));
        }

        return [.. waiting.Distinct().Order()];
    }

    private void Settled(ModelBorrower borrower)
    {
        Assert.False(borrower.IsMarked);
        if (borrower.FeaturesRevision == 0) return;
        Assert.NotNull(borrower.State);
        Assert.Equal(borrower.FeaturesRevision, borrower.State.FeaturesRevision);
        if (borrower.State.Closed) Assert.False(borrower.State.IsOfConcern);
        else Assert.Equal(play.Model.Activation, borrower.State.Activation);
    }

    private async Task StartAsync(ModelAct act)
    {
        var name = $"{++_started}.{act.Instance.Name}";
        _trace.Add($"{name} starts: {act.What}");
        var steps = play.Above(new StepwiseStore(
            play.Below(act.Instance.Store), _schedule, play.Model, name, act.Kind));
        var monitor = new WarningMonitor(steps, act.Instance.Active, act.Instance.Clock);
        var task = await _schedule.StartAsync(() => act.Body(steps, monitor));
        _acts.Add(new RunningAct(name, act, task));
        await EndAsync();
    }

    private async Task StepAsync(bool isFaulty)
    {
        var call = _schedule.Parked[_random.Next(_schedule.Parked.Count)];
        var fate = !isFaulty ? CallFate.Answers : _random.Next(40) switch
        {
            0 => CallFate.FailsBefore,
            1 or 2 => CallFate.FailsAfter,
            _ => CallFate.Answers,
        };
        _trace.Add(fate == CallFate.Answers ? $"{call}" : $"{call}: {fate}");
        Steps++;
        await _schedule.ReleaseAsync(call, fate);
        await EndAsync();
        foreach (var borrower in play.Model.TakeTouched()) await play.Check.BorrowerAsync(borrower);
    }

    // Does so much, in any order of calls but without a fault, and nothing is left to do.
    private async Task DrainAsync(IEnumerable<ModelAct> acts)
    {
        foreach (var act in acts) await StartAsync(act);
        while (_schedule.Parked.Count > 0) await StepAsync(isFaulty: false);
        Assert.Empty(_acts);
    }

    private async Task EndAsync()
    {
        foreach (var ended in _acts.Where(act => act.Task.IsCompleted).ToList())
        {
            _acts.Remove(ended);
            // A call that nobody waits for any more goes with the act.
            foreach (var orphan in _schedule.Parked.Where(call => call.Actor == ended.Name).ToList())
                await _schedule.ReleaseAsync(orphan, CallFate.FailsBefore);
            try
            {
                _trace.Add($"{ended.Name} ends: {await ended.Task}");
                ended.Act.Ended(true);
            }
            catch (StoreUnavailableException)
            {
                _trace.Add($"{ended.Name} ends: the store was away");
                ended.Act.Ended(false);
            }
        }
    }

    private sealed record RunningAct(string Name, ModelAct Act, Task<string> Task);
}

/// <summary>Something that an instance does.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Kind">The kind.</param>
/// <param name="What">In words, for the trace.</param>
/// <param name="Body">Does it on a store and a monitor whose calls are steps; answers what came of it.</param>
/// <param name="Ended">Told whether it was answered or lost.</param>
internal sealed record ModelAct(
    ModelInstance Instance, ActKind Kind, string What, Func<IStore, WarningMonitor, Task<string>> Body,
    Action<bool> Ended);
