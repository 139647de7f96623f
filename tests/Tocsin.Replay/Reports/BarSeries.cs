namespace Tocsin.Replay.Reports;

/// <summary>One colour of a plot of stacked bars.</summary>
/// <param name="Name">What it stands for, for the legend.</param>
/// <param name="Color">The colour, as CSS writes it.</param>
/// <param name="Up">How much of it stands above the axis, by column.</param>
/// <param name="Down">How much hangs below it, by column.</param>
internal sealed record BarSeries(string Name, string Color, IReadOnlyList<int> Up, IReadOnlyList<int> Down);
