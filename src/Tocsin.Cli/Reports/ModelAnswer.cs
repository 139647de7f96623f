using Tocsin.Core.Monitoring;

namespace Tocsin.Cli.Reports;

/// <summary>A report on a model in every form in which it can be asked for.</summary>
/// <param name="Facts">What it is about, in pairs of a name and a value.</param>
/// <param name="Parts">The parts that are reported on; at least one.</param>
/// <param name="Baseline">The baseline that could be stored.</param>
/// <param name="Json">Writes it for programs, on one line.</param>
/// <param name="Write">Writes it for people.</param>
internal sealed record ModelAnswer(
    IEnumerable<(string Name, string Value)> Facts, IReadOnlyList<ReportPart> Parts, ModelBaseline Baseline,
    Func<string> Json, Action<TerminalPage> Write);
