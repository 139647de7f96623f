namespace Tocsin.Core.Tests.Broken;

/// <summary>What a broken rule set must be told.</summary>
/// <param name="Code">The code.</param>
/// <param name="File">The file.</param>
/// <param name="JsonPath">The place in the file.</param>
/// <param name="Column">The column in the expression, or 0.</param>
internal sealed record ExpectedProblem(string Code, string File, string JsonPath, int Column);
