namespace Tocsin.Cli.Loading;

/// <summary>A row that was not stored.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Column">The header of the column at fault; empty when it is the row as a whole.</param>
/// <param name="Reason">A stable reason.</param>
/// <param name="Message">What is wrong, for people.</param>
internal sealed record RefusedRow(int Line, string Column, string Reason, string Message);
