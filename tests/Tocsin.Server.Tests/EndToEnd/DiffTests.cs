using Google.Protobuf;
using Grpc.Core;
using Tocsin.Core.Rules;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>Rule sets that are live, published or brought along are compared.</summary>
public sealed class DiffTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RuleCopy _rules;
    private readonly RuleCopy _next;

    public DiffTests()
    {
        (_rules, _next) = (new RuleCopy(_folder), new RuleCopy(_folder, "next"));
        _next.SetParameter("firm_age_min", 13);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Diff_PublishedAgainstLive_SaysWhatDiffersAndWhatReadsIt()
    {
        await using var server = await StartAsync();
        var risk = new RulePublishing(server);
        await risk.PublishAsync(_next.Folder);

        var answer = await DiffAsync(risk, new DiffRuleSetsRequest { Candidate = _next.Digest[..12] });
        var back = await DiffAsync(risk, new DiffRuleSetsRequest { Base = _next.Digest, Candidate = _rules.Digest });
        var same = await DiffAsync(risk);

        var only = Assert.Single(answer.Differences);
        Assert.Equal((RuleSetChange.Changed, "parameter", "firm_age_min", "value", "12", "13", "months"),
            (only.Change, only.Kind, only.Subject, only.Facet, only.Before, only.After, only.Unit));
        Assert.Equal("mse_knock_outs/firm_too_young", Assert.Single(only.Affects));
        Assert.Equal("mse_working_capital", Assert.Single(only.Products));
        Assert.Equal((true, false, false), (only.TouchesDecisions, only.TouchesWarnings, only.TouchesClassification));
        Assert.Equal((_rules.Digest, true), (answer.Base.Digest, answer.Base.Active));
        Assert.Equal((_next.Digest, false), (answer.Candidate.Digest, answer.Candidate.Active));
        Assert.Equal("mse_credit", answer.Candidate.Name);
        // No indicator reads it, and yet its file is one that warnings depend on.
        Assert.Equal((false, true, true, false), (answer.DecidesTheSame, answer.WarnsTheSame,
            answer.HasSameWarningDigest, answer.SameWarningDigest));
        Assert.Equal(("13", "12"), (Assert.Single(back.Differences).Before, Assert.Single(back.Differences).After));
        Assert.Empty(same.Differences);
        Assert.Equal((true, true, true, true), (same.DecidesTheSame, same.WarnsTheSame, same.ClassifiesTheSame,
            same.SameWarningDigest));
    }

    [Fact]
    public async Task Diff_BroughtFilesThatCannotBeActivated_AreComparedAllTheSame()
    {
        await using var server = await StartAsync();
        _next.Edit("workflows/knock_outs.json", file => file["Rules"]![0]!["Expression"] = "no.such > 1");

        var answer = await DiffAsync(new RulePublishing(server), [.. Brought(_next)]);

        Assert.Equal(2, answer.Differences.Count);
        Assert.Contains(answer.Differences,
            one => one is { Kind: "knock_out", Facet: "expression", After: "no.such > 1" });
        Assert.Equal((_next.Digest, false), (answer.Candidate.Digest, answer.HasSameWarningDigest));
    }

    [Fact]
    public async Task Diff_WhatIsNotThere_OrNamedTwice_IsRefused()
    {
        await using var server = await StartAsync();
        var risk = new RulePublishing(server);
        var digest = new string('0', 12);

        await RefusedAsync("NotFound RULE_SET_UNKNOWN",
            () => DiffAsync(risk, new DiffRuleSetsRequest { Base = digest }));
        await RefusedAsync("InvalidArgument REQUEST_INVALID",
            () => DiffAsync(risk, new DiffRuleSetsRequest { Candidate = "0000000" }));
        await RefusedAsync("InvalidArgument REQUEST_INVALID", () => DiffAsync(risk,
            new DiffRuleSetsRequest { Candidate = digest, CandidateFile = new RuleFileChunk { Path = "a.json" } }));
        await RefusedAsync("InvalidArgument REQUEST_INVALID", () => DiffAsync(risk,
            new DiffRuleSetsRequest { CandidateFile = new RuleFileChunk { Path = "../a.json" } }));
    }

    private static IEnumerable<DiffRuleSetsRequest> Brought(RuleCopy rules) => RuleFolder.Read(rules.Folder).Files
        .Select(file => new DiffRuleSetsRequest
        {
            CandidateFile = new RuleFileChunk
            {
                Path = file.Path,
                Content = ByteString.CopyFrom(file.Content.Span),
            },
        });

    private static async Task<DiffRuleSetsResponse> DiffAsync(
        RulePublishing risk, params DiffRuleSetsRequest[] requests)
    {
        using var call = risk.RuleSets.DiffRuleSets();
        foreach (var request in requests) await call.RequestStream.WriteAsync(request);
        await call.RequestStream.CompleteAsync();
        return await call.ResponseAsync.WaitAsync(TimeSpan.FromSeconds(60));
    }

    private Task<ServerProcess> StartAsync() => ServerProcess.StartReadyAsync(
        _folder.At("data"), [_rules.Setting, "Samples:Enabled=false", "Rules:Source=store"]);

    private static async Task RefusedAsync(string expected, Func<Task> call) =>
        Assert.Equal(expected, EndedCall.Of(await Assert.ThrowsAsync<RpcException>(call)));
}
