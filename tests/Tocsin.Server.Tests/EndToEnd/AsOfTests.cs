using Google.Protobuf.WellKnownTypes;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>What an earlier rule set would have said of the values that a request carries.</summary>
public sealed class AsOfTests
{
    [Fact]
    public async Task Decide_AsOfAMomentBeforeASwap_AnswersWithTheRulesOfThen()
    {
        using var folder = new TemporaryFolder();
        var rules = new RuleCopy(folder);
        await using var server = await ServerProcess.StartReadyAsync(
            folder.At("data"), rules.Setting, "Samples:Enabled=false");
        var clients = new Clients(server);
        var then = await clients.Decisions.DecideAsync(SampleRequests.SoundLoan());
        // The loan's PD is 0.05.
        rules.Edit("policies/sba_lmt_2018.json", file => file["outcome"]!["approve_up_to_pd"] = 0.01);
        await clients.ActivatedAsync(rules.Digest);

        var now = await clients.Decisions.DecideAsync(SampleRequests.SoundLoan());
        var asOf = await clients.Decisions.DecideAsync(AsOf(then.AsOf));

        Assert.Equal((Outcome.Approve, Outcome.Decline), (then.Outcome, now.Outcome));
        Assert.Equal((Outcome.Approve, then.AsOf, "as_of"), (asOf.Outcome, asOf.AsOf, asOf.RuleSet.Variant));
        Assert.Equal(
            (then.RuleSet.Activation, then.RuleSet.Digest), (asOf.RuleSet.Activation, asOf.RuleSet.Digest));
        Assert.Equal(("", null), (asOf.DecisionId, asOf.ValidUntil));
        Assert.Equal(then.Score, asOf.Score);
        await RefusedAsync(clients, "NotFound ACTIVATION_UNKNOWN", new Timestamp { Seconds = 1_000_000_000 });
        await RefusedAsync(clients, "InvalidArgument REQUEST_INVALID", new Timestamp { Seconds = 7_258_118_400 });
        await RefusedAsync(clients, "InvalidArgument REQUEST_INVALID", new Timestamp { Seconds = long.MaxValue });
    }

    private static DecideRequest AsOf(Timestamp moment)
    {
        var request = SampleRequests.SoundLoan();
        request.RuleSetAsOf = moment;
        return request;
    }

    private static async Task RefusedAsync(Clients clients, string expected, Timestamp moment)
    {
        var refusal = await Refusal.OfAsync(clients.Decisions.DecideAsync(AsOf(moment)));
        Assert.Equal(expected, $"{refusal.Code} {refusal.Reason}");
    }
}
