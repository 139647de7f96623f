namespace Tocsin.Journal.Tests.Running;

/// <summary>How often a process that journals is killed.</summary>
/// <param name="Decisions">How many decisions are answered in all, at least.</param>
/// <param name="Kills">How often.</param>
/// <param name="Seed">What decides when.</param>
internal sealed record JournalKillPlan(int Decisions, int Kills, int Seed);
