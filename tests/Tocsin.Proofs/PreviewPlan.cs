namespace Tocsin.Proofs;

/// <summary>What is previewed, and under which load.</summary>
/// <param name="Borrowers">How many borrowers are stored.</param>
/// <param name="Rules">How many rules there are.</param>
/// <param name="Rate">Decisions a second meanwhile.</param>
/// <param name="Seconds">For how long they run before the preview.</param>
/// <param name="Workers">Threads that look at borrowers.</param>
/// <param name="Percent">The part of one processor that each of them takes at most.</param>
/// <param name="Seed">What decides about the borrowers' values.</param>
internal sealed record PreviewPlan(
    int Borrowers, int Rules, int Rate, int Seconds, int Workers, int Percent, int Seed);
