using Grpc.Core;

namespace Tocsin.Server.Tests.Running;

/// <summary>One way to spoil a good request, and how the server must refuse it.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Spoil">Spoils a good request.</param>
/// <param name="Reason">The reason.</param>
/// <param name="Field">The field at fault.</param>
/// <param name="Code">The gRPC code.</param>
public sealed record BadInput<T>(
    string Name, Action<T> Spoil, string Reason, string Field, StatusCode Code = StatusCode.InvalidArgument)
{
    /// <summary>How it must be refused.</summary>
    public Refusal Expected => new(Code, Reason, Field);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
