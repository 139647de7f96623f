namespace Tocsin.Load.Reports;

/// <summary>A figure of a scenario that stands for itself, beside or instead of a comparison of servers.</summary>
/// <param name="Name">What it is, in a few words.</param>
/// <param name="Value">How much.</param>
/// <param name="Unit">Of what, such as ms; empty for a mere number.</param>
internal sealed record NamedFigure(string Name, double Value, string Unit = "");
