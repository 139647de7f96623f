namespace Tocsin.Core.Rules;

/// <summary>A named list of rules. Immutable and thread-safe.</summary>
/// <param name="Name">Its name; unique in the rule set.</param>
/// <param name="Rules">Its enabled rules, in document order.</param>
public sealed record Workflow(string Name, IReadOnlyList<Rule> Rules)
{
    /// <summary>The rule of a name, or null.</summary>
    public Rule? Find(string name) => Rules.FirstOrDefault(rule => rule.Name == name);
}
