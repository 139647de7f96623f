using Grpc.Core;
using Tocsin.Server.Tests.Running;

namespace Tocsin.Load.Loads;

/// <summary>A call to a server whose store may be slow or away.</summary>
/// <param name="Time">When it was due, and when it ended.</param>
/// <param name="Status">How it ended.</param>
/// <param name="IsDegraded">True for a decision that says that it was made without the store.</param>
/// <param name="IsIncomplete">True for a decision that lacked what the store has.</param>
internal readonly record struct StoreCall(DueArrival Time, StatusCode Status, bool IsDegraded, bool IsIncomplete);
