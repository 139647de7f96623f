using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Tocsin.Core.Rules;
using Tocsin.V1;

namespace Tocsin.Server.Tests.Running;

/// <summary>What the risk team does to a server's rule sets over the wire.</summary>
internal sealed class RulePublishing(ServerProcess server)
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    /// <summary>The calls themselves.</summary>
    public RuleSetService.RuleSetServiceClient RuleSets { get; } = new(server.Channel);

    /// <summary>Publishes a folder.</summary>
    public async Task<PublishRuleSetResponse> PublishAsync(string folder, string reason = "")
    {
        using var call = RuleSets.PublishRuleSet();
        try
        {
            foreach (var file in RuleFolder.Read(folder).Files)
            {
                var chunk = new RuleFileChunk { Path = file.Path, Content = ByteString.CopyFrom(file.Content.Span) };
                await call.RequestStream.WriteAsync(new PublishRuleSetRequest { File = chunk, Reason = reason });
            }

            await call.RequestStream.CompleteAsync();
        }
        catch (Exception refused) when (refused is InvalidOperationException or RpcException)
        {
            // The call ended before everything was sent; its answer says why.
        }

        return await call.ResponseAsync.WaitAsync(_limit);
    }

    /// <summary>Activates a set.</summary>
    public Task<ActivateRuleSetResponse> ActivateAsync(string digest, long? expected = null, double wait = 20)
    {
        var request = new ActivateRuleSetRequest
        {
            Digest = digest,
            Reason = "a test",
            Wait = Duration.FromTimeSpan(TimeSpan.FromSeconds(wait)),
        };
        if (expected is { } number) request.ExpectedActivation = number;
        return RuleSets.ActivateRuleSetAsync(request).ResponseAsync.WaitAsync(_limit);
    }

    /// <summary>Publishes a folder and activates it.</summary>
    public async Task<ActivateRuleSetResponse> PublishAndActivateAsync(string folder) =>
        await ActivateAsync((await PublishAsync(folder)).RuleSet.RuleSet.Digest);

    /// <summary>Goes back.</summary>
    public Task<RollBackRuleSetResponse> RollBackAsync(long to = 0) => RuleSets.RollBackRuleSetAsync(
        new RollBackRuleSetRequest { ToActivation = to, Reason = "a test" }).ResponseAsync.WaitAsync(_limit);

    /// <summary>How the fleet stands.</summary>
    public Task<GetRuleSetStatusResponse> StatusAsync() =>
        RuleSets.GetRuleSetStatusAsync(new GetRuleSetStatusRequest()).ResponseAsync.WaitAsync(_limit);
}
