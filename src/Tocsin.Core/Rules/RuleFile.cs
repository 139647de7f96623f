namespace Tocsin.Core.Rules;

/// <summary>One file of a rule set.</summary>
/// <param name="Path">Its path within the set, with forward slashes.</param>
/// <param name="Content">Its bytes.</param>
public sealed record RuleFile(string Path, ReadOnlyMemory<byte> Content);
