using Grpc.Core;
using Grpc.Reflection.V1;
using Tocsin.Server.Tests.Running;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>What a client without a proto file is told.</summary>
public sealed class ReflectionTests
{
    [Fact]
    public async Task Reflection_TellsTheServicesAndHowToReadARefusal()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartReadyAsync(folder.At("data"), "Samples:Enabled=false");
        using var call = new ServerReflection.ServerReflectionClient(server.Channel).ServerReflectionInfo();

        var listed = await AskAsync(call, new ServerReflectionRequest { ListServices = "" });
        var details = await AskAsync(
            call, new ServerReflectionRequest { FileContainingSymbol = "google.rpc.ErrorInfo" });

        string[] services =
            ["tocsin.v1.DecisionService", "tocsin.v1.FeatureService", "tocsin.v1.RuleSetService",
             "tocsin.v1.WarningService", "grpc.health.v1.Health"];
        Assert.Subset(listed.ListServicesResponse.Service.Select(service => service.Name).ToHashSet(),
            services.ToHashSet());
        Assert.NotEmpty(details.FileDescriptorResponse.FileDescriptorProto);
    }

    private static async Task<ServerReflectionResponse> AskAsync(
        AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse> call,
        ServerReflectionRequest request)
    {
        await call.RequestStream.WriteAsync(request);
        Assert.True(await call.ResponseStream.MoveNext(default).WaitAsync(TimeSpan.FromSeconds(30)));
        return call.ResponseStream.Current;
    }
}
