namespace Tocsin.Core.Classification;

/// <summary>One result that a decision table can give. Immutable.</summary>
/// <param name="Rank">Its place in the table's order, from 0: the best, or the smallest.</param>
/// <param name="Code">Its code; unique in the table.</param>
/// <param name="Title">Its title.</param>
public sealed record TableResult(int Rank, string Code, BilingualText Title);
