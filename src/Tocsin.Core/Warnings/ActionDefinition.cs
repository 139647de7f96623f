namespace Tocsin.Core.Warnings;

/// <summary>An action that warnings call for and people begin. Immutable.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Title">Its title.</param>
public sealed record ActionDefinition(string Code, BilingualText Title)
{
    /// <summary>
    /// The flag of the view <c>warnings</c> that is true while the action is in force; empty when it has none.
    /// </summary>
    public string Flag { get; init; } = "";

    /// <summary>
    /// From which level on a warning that calls for it puts it in force at once, before any person begins it; none
    /// where only a person does.
    /// </summary>
    public WarningLevel AutomaticFrom { get; init; }

    /// <summary>True while an open warning has it in force: by itself, or since a person began it.</summary>
    public bool IsInForce(IEnumerable<Warning> warnings) => warnings.Any(warning => warning.IsOpen
        && (warning.Begun.Contains(Code, StringComparer.Ordinal)
            || (AutomaticFrom > WarningLevel.None && warning.Level >= AutomaticFrom
                && warning.Actions.Contains(Code, StringComparer.Ordinal))));
}
