namespace Tocsin.Architecture.Tests.Tree;

/// <summary>One place in the tree that breaks a rule.</summary>
/// <param name="Path">The file, from the root, with forward slashes.</param>
/// <param name="Line">The line, from 1; 0 when the whole file is meant.</param>
/// <param name="Message">What is wrong and what would be right.</param>
internal sealed record Finding(string Path, int Line, string Message)
{
    public override string ToString() => Line == 0 ? $"{Path}: {Message}" : $"{Path}({Line}): {Message}";
}
