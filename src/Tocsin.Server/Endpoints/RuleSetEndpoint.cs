using Grpc.Core;
using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Server.Previews;
using Tocsin.Server.RuleFiles;
using Tocsin.Server.Settings;
using Tocsin.Server.Shadows;
using Tocsin.Server.Warnings;
using Tocsin.V1;

namespace Tocsin.Server.Endpoints;

/// <summary>Answers <c>RuleSetService</c>.</summary>
internal sealed partial class RuleSetEndpoint(
    IStore store, ActiveRuleSet active, RuleGate gate, PublishedRuleSets published, RuleActivations activations,
    FleetRoll roll, FleetWorker fleet, ArchivedRuleSets archived, SwapReviewWorker swapReview,
    RuleSetPreviews previews, ShadowPlans shadowPlans, ShadowWorker shadows, RuleSettings settings,
    RuleUploads uploads, IHostApplicationLifetime lifetime, TimeProvider time)
    : RuleSetService.RuleSetServiceBase
{
    /// <inheritdoc/>
    public override Task<GetActiveRuleSetResponse> GetActiveRuleSet(
        GetActiveRuleSetRequest request, ServerCallContext context)
    {
        var rules = RequestFields.Rules(active);
        var response = RuleSetWire.Write(rules);
        response.FolderProblems.AddRange(gate.NotActive.Take(RuleSetWire.MaximumProblems).Select(RuleSetWire.Write));
        var progress = swapReview.ProgressOf(rules.Number);
        response.Review = new ReviewProgress
        {
            Complete = progress.IsComplete,
            Reviewed = progress.Reviewed,
            Borrowers = progress.Borrowers,
        };
        return Task.FromResult(response);
    }

    /// <inheritdoc/>
    public override async Task<CheckRuleSetResponse> CheckRuleSet(
        IAsyncStreamReader<CheckRuleSetRequest> requestStream, ServerCallContext context)
    {
        using var place = uploads.Enter();
        var upload = new RuleFileUpload();
        await foreach (var chunk in uploads.ReadAsync(requestStream, context.CancellationToken))
            upload.Add(chunk.Path, chunk.Content);
        var files = upload.ToFiles();
        return RuleSetWire.Write(files, await gate.ReadAsync(files, context.CancellationToken));
    }
}
