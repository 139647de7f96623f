using Grpc.Net.Client;

namespace Tocsin.Load.Servers;

/// <summary>A server in a process of its own that is called and measured.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Address">Where it answers gRPC.</param>
/// <param name="Socket">The file of its <see cref="StartupHook"/>.</param>
/// <param name="Place">What its keys begin with, where its store is a redis-server.</param>
internal sealed record MeasuredServer(string Name, string Address, string Socket, string Place)
{
    /// <summary>A channel to it, with a connection of its own.</summary>
    public GrpcChannel Connect() => GrpcChannel.ForAddress(Address);

    /// <summary>Channels to it, each with a connection of its own.</summary>
    public GrpcChannel[] Connect(int connections) => [.. Enumerable.Range(0, connections).Select(_ => Connect())];
}
