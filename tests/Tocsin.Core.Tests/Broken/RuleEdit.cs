namespace Tocsin.Core.Tests.Broken;

/// <summary>One change to a file of the shipped rules.</summary>
/// <param name="File">The file, as a path within the rule set.</param>
/// <param name="Replace">A text that stands in the file exactly once.</param>
/// <param name="With">What stands there instead.</param>
/// <param name="Content">The whole file.</param>
/// <param name="Delete">True to take the file away.</param>
/// <param name="Generate">The name of a content that is too large, or too strange, to be kept as a file.</param>
internal sealed record RuleEdit(
    string File, string? Replace, string? With, string? Content, bool Delete, string? Generate);
