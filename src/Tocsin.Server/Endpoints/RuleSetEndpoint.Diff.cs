using Grpc.Core;
using Tocsin.Core.Rules.Differences;
using Tocsin.Server.Background;
using Tocsin.V1;
using CoreFiles = Tocsin.Core.Rules.RuleFiles;

namespace Tocsin.Server.Endpoints;

/// <summary>Says what differs between two rule sets.</summary>
internal sealed partial class RuleSetEndpoint
{
    /// <inheritdoc/>
    public override async Task<DiffRuleSetsResponse> DiffRuleSets(
        IAsyncStreamReader<DiffRuleSetsRequest> requestStream, ServerCallContext context)
    {
        var cancellation = context.CancellationToken;
        using var place = uploads.Enter();
        var (before, after) = (new ComparedSide("base"), new ComparedSide("candidate"));
        await foreach (var part in uploads.ReadAsync(requestStream, cancellation))
        {
            before.Add(part.Base, part.BaseFile);
            after.Add(part.Candidate, part.CandidateFile);
        }

        var (earlier, later) = (await FilesAsync(before, cancellation), await FilesAsync(after, cancellation));
        // Thousands of files may take a while to compare, and answers do not wait for that.
        var differences = await BackgroundThreads.Shared.RunAsync(
            () => RuleSetDifferences.Between(earlier, later, cancellation: cancellation), cancellation);
        var live = active.Current?.Set.Digest ?? "";
        var response = DifferenceWire.Write(earlier, later, differences, live);
        if (earlier.Digest == later.Digest) response.SameWarningDigest = true;
        else if (await WarningDigestAsync(earlier, before.IsUploaded, cancellation) is { } warnsBefore
            && await WarningDigestAsync(later, after.IsUploaded, cancellation) is { } warnsAfter)
        {
            response.SameWarningDigest = warnsBefore == warnsAfter;
        }

        return response;
    }

    private async Task<CoreFiles> FilesAsync(ComparedSide side, CancellationToken cancellation)
    {
        if (side.ToFiles() is { } uploaded) return uploaded;
        if (side.Digest.Length == 0) return RequestFields.Rules(active).Set.Files;
        // What this instance answers with is known while the store is away, and was perhaps never published.
        if (active.Current?.Set is { } live && side.IsNamed(live.Digest)) return live.Files;
        var publication = await published.FindAsync(side.Digest, side.Field, cancellation);
        return await published.FilesOfAsync(publication.Digest, side.Field, cancellation);
    }

    // What was published is compiled once and kept at hand; what a caller brings is not worth the place.
    private async Task<string?> WarningDigestAsync(CoreFiles files, bool isUploaded, CancellationToken cancellation)
    {
        if (active.Current?.Set is { } live && live.Digest == files.Digest) return live.WarningDigest;
        return isUploaded
            ? (await gate.ReadAsync(files, cancellation)).Tested?.WarningDigest
            : (await archived.FindAsync(files.Digest, cancellation))?.WarningDigest;
    }
}
