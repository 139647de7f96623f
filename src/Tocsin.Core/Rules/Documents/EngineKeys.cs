namespace Tocsin.Core.Rules.Documents;

/// <summary>The keys that RulesEngine reads, spelled as its models are.</summary>
/// <remarks>
/// RulesEngine 6 reads JSON with the defaults of System.Text.Json, which leave a key of another case unread; hosts that
/// use another reader, and older versions, read it. A rule that is disabled for one and fires for the other is refused.
/// </remarks>
internal static class EngineKeys
{
    /// <summary>What <c>WorkflowsToInject</c> was called in older versions.</summary>
    public const string ObsoleteInjection = "WorkflowRulesToInject";

    /// <summary>Of a workflow.</summary>
    public static IReadOnlyList<string> OfWorkflow { get; } =
        ["WorkflowName", "RuleExpressionType", "WorkflowsToInject", ObsoleteInjection, "GlobalParams", "Rules"];

    /// <summary>Of a rule.</summary>
    public static IReadOnlyList<string> OfRule { get; } =
    [
        "RuleName", "Enabled", "Expression", "RuleExpressionType", "Operator", "Rules", "LocalParams",
        "WorkflowsToInject", "Actions", "Properties", "ErrorMessage", "SuccessEvent",
    ];

    /// <summary>Of a global or local param.</summary>
    public static IReadOnlyList<string> OfParam { get; } = ["Name", "Expression"];

    /// <summary>Of the actions of a rule.</summary>
    public static IReadOnlyList<string> OfActions { get; } = ["OnSuccess", "OnFailure"];

    /// <summary>Of one action.</summary>
    public static IReadOnlyList<string> OfAction { get; } = ["Name", "Context"];

    /// <summary>Of the properties of a rule: ours.</summary>
    public static IReadOnlyList<string> OfProperties { get; } = ["tocsin"];
}
