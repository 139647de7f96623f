using Grpc.Net.Client;

namespace Tocsin.Load.Loads;

/// <summary>Binds a kind of calls to a channel.</summary>
/// <returns>
/// Makes a call by its number and answers what was wrong with its answer, or null. Calls may be made at the same time.
/// </returns>
internal delegate Func<long, Task<string?>> CallsOn(GrpcChannel channel);
