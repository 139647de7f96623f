using System.Text.Json;

namespace Tocsin.Core.Rules.Differences;

/// <summary>Which workflows of a rule set take rules of which others in, and which have theirs evaluated.</summary>
internal sealed class WorkflowLinks
{
    private readonly Dictionary<string, List<(string To, bool IsInjected)>> _links = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonElement> _workflows = new(StringComparer.Ordinal);

    public WorkflowLinks(RuleDocuments documents)
    {
        foreach (var (_, workflow) in documents.Workflows())
        {
            if (RuleJson.TextAt(workflow, "WorkflowName") is not { } name) continue;
            _workflows.TryAdd(name, workflow);
            if (!_links.TryGetValue(name, out var links)) _links.Add(name, links = []);
            links.AddRange(RuleJson.TextsOf(RuleJson.At(workflow, "WorkflowsToInject")).Select(to => (to, true)));
            foreach (var rule in RuleJson.ObjectsAt(workflow, "Rules")) AddEvaluated(rule, links);
        }
    }

    /// <summary>
    /// The workflows that one takes rules from, or has rules of evaluated; each with whether it takes them in as its
    /// own.
    /// </summary>
    public IReadOnlyList<(string To, bool IsInjected)> From(string workflow) => _links.GetValueOrDefault(workflow, []);

    /// <summary>The workflows whose rules one takes in, directly or through others, each once.</summary>
    public IEnumerable<(string Name, JsonElement Workflow)> InjectedInto(string workflow)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { workflow };
        var open = new Queue<string>([workflow]);
        while (open.TryDequeue(out var from))
            foreach (var (to, isInjected) in From(from))
            {
                if (!isInjected || !seen.Add(to) || !_workflows.TryGetValue(to, out var injected)) continue;
                yield return (to, injected);
                open.Enqueue(to);
            }
    }

    private static void AddEvaluated(JsonElement rule, List<(string To, bool IsInjected)> links)
    {
        foreach (var key in new[] { "OnSuccess", "OnFailure" })
            foreach (var name in RuleJson.TextsInAnyCase(RuleJson.At(rule, "Actions", key, "Context"), "workflowName"))
                links.Add((name, false));
        foreach (var nested in RuleJson.ObjectsAt(rule, "Rules")) AddEvaluated(nested, links);
    }
}
