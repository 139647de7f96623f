using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tocsin.Core.Rules;
using Tocsin.Server.Journaling;
using Tocsin.Server.RuleFiles;

namespace Tocsin.Server.Health;

/// <summary>
/// Ready: a rule set is active under the store's number, and the store answers. Files that could not be activated take
/// nothing from readiness, because the set before them goes on deciding; they are told. So is a simulated clock, with
/// the moment it tells.
/// </summary>
internal sealed class ReadyCheck(
    ActiveRuleSet active, StoreKeeper keeper, StartWorker start, RuleGate gate, RuleFilesWatcher watcher,
    JournalWorker journals, TimeProvider time) : IHealthCheck
{
    private const int MaximumProblems = 20;

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var rules = active.Current;
        var isReady = start.IsReady && rules is { Number: > 0 } && keeper.Problem.Length == 0;
        var data = new Dictionary<string, object>
        {
            ["activation"] = rules?.Number ?? 0,
            ["rule_set"] = rules?.Set.Manifest.Name ?? "",
            ["digest"] = rules?.Set.Digest ?? "",
            ["store"] = keeper.Problem.Length == 0 ? "up" : keeper.Problem,
            ["store_weaknesses"] = keeper.Identity?.Weaknesses ?? [],
            ["rules_waiting"] = gate.Waiting,
            ["rule_problems"] = gate.Problems.Take(MaximumProblems).Select(problem => problem.ToString()).ToArray(),
            ["rules_watch"] = watcher.Watching,
        };
        data["journal"] = journals.Figures switch
        {
            null => "off",
            { Fault: { } fault } => $"cannot be written: {fault}",
            _ => "up",
        };
        data["journal_damage"] = journals.Figures?.Damage.Take(MaximumProblems).ToArray() ?? [];
        if (time is SimulatedClock)
            (data["clock"], data["now"]) = ("the clock is simulated", time.GetUtcNow().ToString("O"));
        return Task.FromResult(isReady
            ? HealthCheckResult.Healthy("ready", data)
            : new HealthCheckResult(HealthStatus.Unhealthy, "not ready", data: data));
    }
}
