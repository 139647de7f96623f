using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Commands;

public sealed class FeaturesGetCommandTests
{
    [Fact(Timeout = 60_000)]
    public async Task ShowsValuesAndThatAViewIsStale()
    {
        await using var tool = await ToolFixture.StartAsync();
        var observed = Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var view = new ProfileView { View = "accounts", Stale = true, ObservedAt = observed, StaleAt = observed };
        view.Features["tax.grade"] = new FeatureValue { Text = "A级" };
        tool.Services.Profile = _ => new GetProfileResponse { BorrowerId = "B1", Revision = 9, Views = { view } };
        var result = await tool.RunAsync("features get B1");
        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Contains("observed 2026-01-01 08:00:00 +08:00, STALE since", result.Out, StringComparison.Ordinal);
        Assert.Contains("A级", result.Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task AnUnknownBorrowerEndsWithFive()
    {
        await using var tool = await ToolFixture.StartAsync();
        tool.Services.Profile = _ => throw new RpcException(new Status(StatusCode.NotFound, "No borrower 'B1'."));
        Assert.Equal(ExitCode.NotFound, (await tool.RunAsync("features get B1")).ExitCode);
    }
}
