using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;

namespace Tocsin.Conformance.Reviews;

/// <summary>One instance of the server: its own rule set, its own clock, its own handle of the store.</summary>
internal sealed class ModelInstance(string name, IStore store, ModelTime time)
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Its handle of the store.</summary>
    public IStore Store => store;

    /// <summary>What it has activated; null before the first.</summary>
    public ActiveRuleSet Active { get; } = new();

    /// <summary>Its clock.</summary>
    public ModelClock Clock { get; } = new(time);

    /// <summary>Activates what the store says, and reviews every borrower if that was not done yet.</summary>
    public async Task<string> LearnAsync(IStore steps, WarningMonitor monitor)
    {
        if (await steps.Activations.ReadAsync(default) is not { } newest) return "nothing is active";
        Activate(newest);
        return await ReviewAllAsync(newest.Number, steps, monitor);
    }

    /// <summary>Takes the next activation for a rule set, and reviews every borrower with it.</summary>
    public async Task<string> SwapAsync(int ruleSet, IStore steps, WarningMonitor monitor)
    {
        var latest = (await steps.Activations.ReadAsync(default))?.Number ?? 0;
        var digest = ModelRules.Sets[ruleSet].Digest;
        var taken = await steps.Activations.TryAdvanceAsync(new(latest + 1, digest, Clock.GetUtcNow()), default);
        if (taken is null) return "overtaken";
        Activate(taken);
        return await ReviewAllAsync(taken.Number, steps, monitor);
    }

    private void Activate(Activation activation)
    {
        var set = ModelRules.Sets.Single(candidate => candidate.Digest == activation.Digest);
        Active.Activate(new ActivatedRuleSet(set, activation.Number, activation.At));
    }

    // In the order of the server's worker: look at whoever has features once, then note that it is done.
    private async Task<string> ReviewAllAsync(long number, IStore steps, WarningMonitor monitor)
    {
        var noted = await steps.Activations.ReadReviewedAsync(default);
        if (noted.Number >= number) return $"{number} was reviewed";
        foreach (var partition in ModelRun.Partitions)
        {
            foreach (var borrower in await steps.Features.ListAsync(partition, null, 10, default))
            {
                if (Active.Current!.Number > number) return $"{number} is overtaken";
                var state = await steps.Warnings.ReadAsync(borrower, default);
                if (state.Activation < number)
                    await monitor.ReviewAsync(borrower, WarningCauseKind.RuleSwap, default);
            }
        }

        await steps.Activations.NoteReviewedAsync(new(number, Active.Current!.Set.WarningDigest), default);
        return $"{number} is reviewed";
    }
}
