using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;
using static Tocsin.Server.Tests.Running.SampleRequests;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>What an operator's tools see of the server.</summary>
public sealed class ObservationTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Metrics_AfterCalls_CountThemAndNameNoBorrower()
    {
        await server.Decisions.DecideAsync(Application("b-unseen"));
        await server.Features.PutFeaturesAsync(Dishonest("b-unseen"));
        await Refusal.OfAsync(server.Features.GetProfileAsync(new GetProfileRequest { BorrowerId = "b-unseen-2" }));
        using (var call = server.Decisions.DecideStream())
        {
            await call.RequestStream.WriteAsync(new DecideStreamRequest { Request = Application("b-unseen") });
            await call.RequestStream.CompleteAsync();
            while (await call.ResponseStream.MoveNext(default)) { }
        }

        var metrics = (await Page.GetAsync(server.Process, "/metrics")).Text;

        Assert.Contains(Handled("DecisionService", "Decide", "OK"), metrics, StringComparison.Ordinal);
        Assert.Contains(Handled("DecisionService", "DecideStream", "OK"), metrics, StringComparison.Ordinal);
        Assert.Contains(Handled("FeatureService", "PutFeatures", "OK"), metrics, StringComparison.Ordinal);
        Assert.Contains(Handled("FeatureService", "GetProfile", "NOT_FOUND"), metrics, StringComparison.Ordinal);
        Assert.Contains("tocsin_decisions_total{product=\"mse_working_capital\",outcome=\"incomplete\"}", metrics,
            StringComparison.Ordinal);
        Assert.Contains("tocsin_activation 1", metrics, StringComparison.Ordinal);
        Assert.Contains("tocsin_store_up 1", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("b-unseen", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("b-unseen", server.Process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reflection_Asked_ListsTheServices()
    {
        using var call = new ServerReflection.ServerReflectionClient(server.Process.Channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" });
        Assert.True(await call.ResponseStream.MoveNext(default));

        var listed = call.ResponseStream.Current.ListServicesResponse.Service;
        var services = listed.Select(service => service.Name).ToList();

        string[] ours = ["DecisionService", "FeatureService", "WarningService", "RuleSetService"];
        Assert.All(ours, service => Assert.Contains("tocsin.v1." + service, services));
        Assert.Contains("grpc.health.v1.Health", services);
    }

    [Fact]
    public async Task Health_Asked_IsServing()
    {
        var client = new Grpc.Health.V1.Health.HealthClient(server.Process.Channel);
        using var watch = new HealthWatch(server.Process);
        await watch.ToldAsync(HealthCheckResponse.Types.ServingStatus.Serving);

        var health = await client.CheckAsync(new HealthCheckRequest());

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
    }

    [Theory]
    [InlineData("/healthz", "live")]
    [InlineData("/readyz", "\"status\": \"ready\"")]
    public async Task HealthPages_Ready_SaySo(string path, string text)
    {
        var page = await Page.GetAsync(server.Process, path);

        Assert.Equal(System.Net.HttpStatusCode.OK, page.Status);
        Assert.Contains(text, page.Text, StringComparison.Ordinal);
    }

    private static string Handled(string service, string method, string code) =>
        $"grpc_server_handled_total{{grpc_service=\"tocsin.v1.{service}\",grpc_method=\"{method}\","
        + $"grpc_code=\"{code}\"}} 1";
}
