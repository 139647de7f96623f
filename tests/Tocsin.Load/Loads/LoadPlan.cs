namespace Tocsin.Load.Loads;

/// <summary>How a comparison is made.</summary>
/// <param name="Window">How long each load runs.</param>
/// <param name="Rounds">How often each server's ceiling is looked for, in turn with the others.</param>
/// <param name="Callers">Callers of a closed loop.</param>
/// <param name="Connections">Connections that they share.</param>
internal sealed record LoadPlan(TimeSpan Window, int Rounds, int Callers, int Connections);
