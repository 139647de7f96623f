namespace Tocsin.Core.Rules.Documents;

/// <summary>A compiled rule with the place it was read from, for those who read its <c>Properties.tocsin</c>.</summary>
/// <param name="Rule">The rule; null when it could not be compiled.</param>
/// <param name="Name">Its name.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Tocsin">Its <c>Properties.tocsin</c>; null when it has none.</param>
/// <param name="Scope">The names its expressions may use, its local params included.</param>
/// <param name="Nested">Its enabled nested rules.</param>
internal sealed record RuleNode(
    Rule? Rule, string Name, DocumentNode Place, DocumentNode? Tocsin, Expressions.ExpressionScope Scope,
    IReadOnlyList<RuleNode> Nested);

/// <summary>A workflow with the places of its rules.</summary>
/// <param name="Workflow">The compiled workflow; null when a rule of it could not be compiled.</param>
/// <param name="Name">Its name.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Rules">Its enabled rules.</param>
internal sealed record WorkflowNode(Workflow? Workflow, string Name, DocumentNode Place, IReadOnlyList<RuleNode> Rules);
