using Grpc.Core;
using Tocsin.Conformance;
using Tocsin.Core.Rules;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>Against which rules a candidate is held while others become live.</summary>
public sealed class PreviewedActivationTests(RedisServer redis)
{
    [Fact]
    public async Task Preview_ActivationWhileFilesAreSent_IsHeldAgainstTheNewRules()
    {
        await using var place = await PreviewPlace.StartAsync();
        using var call = PreviewCall.Begin(place.Server);
        await call.RequestStream.WriteAsync(new PreviewRuleSetRequest { Options = new PreviewOptions() });
        var before = await new Clients(place.Server).ActiveAsync();
        await new RulePublishing(place.Server).PublishAndActivateAsync(place.Next.Folder);

        foreach (var file in RuleFolder.Read(place.Next.Folder).Files)
        {
            var chunk = new RuleFileChunk
            {
                Path = file.Path,
                Content = Google.Protobuf.ByteString.CopyFrom(file.Content.Span),
            };
            await call.RequestStream.WriteAsync(new PreviewRuleSetRequest { File = chunk });
        }

        await call.RequestStream.CompleteAsync();
        var report = (await PreviewCall.ReadAsync(call)).Report!;

        Assert.Equal((before.Activation + 1, place.Next.Digest), (report.Live.Activation, report.Live.Digest));
        Assert.True(report.Warnings.SameRules);
    }

    [Fact]
    public async Task Preview_InstanceBehindTheStore_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var (rules, next) = (new RuleCopy(folder), new RuleCopy(folder, "next"));
        var place = StorePlace.Of(StoreKind.Redis, folder, redis);
        await using var server = await place.StartAsync(rules.Setting, "Rules:Source=store");
        var live = await new Clients(server).ActiveAsync();
        await using var store = await place.OpenAsync();
        // Rules that nobody keeps: the instance cannot follow.
        var taken = await store.Activations.TryAdvanceAsync(
            new Activation(live.Activation + 1, new string('b', 64), RealClock.Instance.GetUtcNow()),
            TestContext.Current.CancellationToken);

        var end = await Assert.ThrowsAsync<RpcException>(
            () => PreviewCall.RunAsync(server, new PreviewOptions(), next.Folder));

        Assert.NotNull(taken);
        Assert.Equal("FailedPrecondition ACTIVATION_NOT_REACHED", EndedCall.Of(end));
    }
}
