namespace Tocsin.Load.Loads;

/// <summary>How a run is made.</summary>
/// <param name="Window">How long each load runs, those at fixed rates in all.</param>
/// <param name="Rounds">
/// How often each server's ceiling is looked for, in turn with the others; and into how many parts loads at fixed rates
/// are divided.
/// </param>
/// <param name="Callers">Callers of a closed loop.</param>
/// <param name="Connections">Connections that they share.</param>
/// <param name="Borrowers">How many borrowers are stored where each call is about another.</param>
/// <param name="Seed">What decides about everything drawn.</param>
internal sealed record LoadPlan(
    TimeSpan Window, int Rounds, int Callers, int Connections, int Borrowers, int Seed)
{
    // For starting servers and storing borrowers, which a slow disk makes long.
    private static readonly TimeSpan _preparation = TimeSpan.FromMinutes(5);

    // More than any scenario has servers that are loaded in turn.
    private const int Contenders = 6;

    // A load to warm up and two at fixed rates, beside the rounds.
    private const int OtherLoads = 3;

    /// <summary>A scenario that takes longer is given up.</summary>
    public TimeSpan Limit => _preparation + (Contenders * (Rounds + OtherLoads) * Window);
}
