using Tocsin.Load.Servers;

namespace Tocsin.Load.Loads;

/// <summary>A server and the calls that are made on it.</summary>
/// <param name="Server">The server.</param>
/// <param name="Calls">The calls, whose answers are verified.</param>
internal sealed record Contender(MeasuredServer Server, CallsOn Calls);
