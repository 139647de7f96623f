using Grpc.Net.Client;

namespace Tocsin.Load.Servers;

/// <summary>A server in a process of its own that is called and measured.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Address">Where it answers gRPC.</param>
/// <param name="Socket">The file of its <see cref="StartupHook"/>.</param>
internal sealed record MeasuredServer(string Name, string Address, string Socket)
{
    /// <summary>Channels to it, each with a connection of its own.</summary>
    public GrpcChannel[] Connect(int connections) =>
        [.. Enumerable.Range(0, connections).Select(_ => GrpcChannel.ForAddress(Address))];
}
