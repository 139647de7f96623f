using Tocsin.V1;

namespace Tocsin.Load.Loads;

/// <summary>Says what is wrong with the answer to a decision.</summary>
/// <param name="number">The call's number.</param>
/// <param name="id">The request's id.</param>
/// <param name="answer">What was answered; it may be changed.</param>
/// <returns>What is wrong; null when nothing is.</returns>
internal delegate string? FindFault(long number, string id, DecideResponse answer);
