namespace Tocsin.Cli.Loading;

/// <summary>One row of a file.</summary>
/// <param name="Line">The line on which it begins, from 1.</param>
/// <param name="Cells">Its cells.</param>
/// <param name="Fault">What is wrong with its writing; null when nothing is.</param>
internal sealed record CsvRow(int Line, string[] Cells, string? Fault);
