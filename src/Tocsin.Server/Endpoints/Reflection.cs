using Google.Rpc;
using Grpc.Reflection;
using Tocsin.V1;
using HealthProtocol = Grpc.Health.V1.Health;
using ReflectionAlpha = Grpc.Reflection.V1Alpha.ServerReflection;
using ReflectionV1 = Grpc.Reflection.V1.ServerReflection;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Tocsin.Server.Endpoints;

/// <summary>
/// Tells clients without a proto file what there is to call, and how to read the details of a refusal.
/// </summary>
/// <remarks>
/// The framework's own registration knows the services' files alone. The details of a status travel as
/// <c>google.protobuf.Any</c>, which a client can show only when it is told their types too.
/// </remarks>
internal static class Reflection
{
    /// <summary>Adds both versions of the reflection service.</summary>
    public static IServiceCollection AddReflection(this IServiceCollection services)
    {
        ServiceDescriptor[] told =
        [
            DecisionService.Descriptor, FeatureService.Descriptor, WarningService.Descriptor, RuleSetService.Descriptor,
            HealthProtocol.Descriptor, ReflectionV1.Descriptor, ReflectionAlpha.Descriptor,
        ];
        var names = told.Select(service => service.FullName).ToArray();
        var registry = SymbolRegistry.FromFiles(
            told.Select(service => service.File).Append(ErrorDetailsReflection.Descriptor));
        return services
            .AddSingleton(new ReflectionServiceImpl(names, registry))
            .AddSingleton(new ReflectionV1ServiceImpl(names, registry));
    }
}
