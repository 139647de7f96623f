using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Tocsin.Core.Rules;
using Tocsin.Server.RuleFiles;
using Tocsin.Server.Warnings;
using Tocsin.V1;
using CoreFiles = Tocsin.Core.Rules.RuleFiles;

namespace Tocsin.Server.Endpoints;

/// <summary>Answers <c>RuleSetService</c>.</summary>
internal sealed class RuleSetEndpoint(
    ActiveRuleSet active, RuleGate gate, RuleArchive archive, SwapReviewWorker swapReview)
    : RuleSetService.RuleSetServiceBase
{
    private const int MaximumProblems = 1_000;
    private const int MaximumChunk = 1024 * 1024;

    /// <inheritdoc/>
    public override Task<GetActiveRuleSetResponse> GetActiveRuleSet(
        GetActiveRuleSetRequest request, ServerCallContext context)
    {
        var rules = RequestFields.Rules(active);
        var response = RuleSetWire.Write(rules);
        response.FolderProblems.AddRange(gate.Problems.Take(MaximumProblems).Select(RuleSetWire.Write));
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
    public override Task<ListRuleSetsResponse> ListRuleSets(ListRuleSetsRequest request, ServerCallContext context)
    {
        var size = RequestFields.PageSize(request.PageSize);
        var after = ReadToken(request.PageToken);
        var page = archive.List().Where(note => after is null || note.Activation < after).Take(size).ToList();
        var response = new ListRuleSetsResponse();
        response.RuleSets.AddRange(page.Select(note => new RuleSetSummary
        {
            RuleSet = new RuleSetReference { Activation = note.Activation, Digest = note.Digest, Variant = "live" },
            Name = note.Name,
            Revision = note.Revision,
            ActivatedAt = note.ActivatedAt.ToTimestamp(),
        }));
        if (page.Count == size)
            response.NextPageToken = page[^1].Activation.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Task.FromResult(response);
    }

    /// <inheritdoc/>
    public override async Task<CheckRuleSetResponse> CheckRuleSet(
        IAsyncStreamReader<CheckRuleSetRequest> requestStream, ServerCallContext context)
    {
        var files = await ReadFilesAsync(requestStream, context.CancellationToken);
        var reading = await gate.ReadAsync(files, context.CancellationToken);
        var response = new CheckRuleSetResponse
        {
            Accepted = reading.RuleSet is not null,
            Digest = files.Digest,
            Truncated = reading.Problems.Count > MaximumProblems,
            Examples = reading.Examples,
            FailedExamples = reading.FailedExamples,
        };
        response.Problems.AddRange(reading.Problems.Take(MaximumProblems).Select(RuleSetWire.Write));
        return response;
    }

    private static long? ReadToken(string token)
    {
        if (token.Length == 0) return null;
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        return long.TryParse(token, System.Globalization.NumberStyles.None, culture, out var number) ? number
            : throw new FailureException(
                FailureReason.PageInvalid, "page_token is none that a list gave.", "page_token");
    }

    private static async Task<CoreFiles> ReadFilesAsync(
        IAsyncStreamReader<CheckRuleSetRequest> chunks, CancellationToken cancellation)
    {
        var files = new Dictionary<string, MemoryStream>(StringComparer.Ordinal);
        var total = 0L;
        await foreach (var chunk in chunks.ReadAllAsync(cancellation))
        {
            CheckPath(chunk.Path);
            total += chunk.Content.Length;
            if (!files.TryGetValue(chunk.Path, out var content)) files.Add(chunk.Path, content = new MemoryStream());
            var length = content.Length + chunk.Content.Length;
            if (chunk.Content.Length > MaximumChunk || length > CoreFiles.MaximumFileBytes
                || total > CoreFiles.MaximumTotalBytes || files.Count > CoreFiles.MaximumFiles)
            {
                throw new FailureException(
                    FailureReason.TooMany,
                    "A rule set has at most 2,000 files of 8 MiB, 64 MiB in all, in chunks of 1 MiB.", "content");
            }

            chunk.Content.WriteTo(content);
        }

        return new CoreFiles(files.Select(pair => new RuleFile(pair.Key, pair.Value.ToArray())));
    }

    private static void CheckPath(string path)
    {
        if (!RuleFile.IsPath(path))
            throw new FailureException(
                FailureReason.RequestInvalid, "path is a relative path with forward slashes.", "path");
    }
}
