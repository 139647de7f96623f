using System.Collections.Concurrent;
using Grpc.Core;
using Tocsin.V1;

namespace Tocsin.Cli.Tests;

/// <summary>What the scripted server answers, and what it was asked.</summary>
internal sealed class ScriptedServices
{
    public ConcurrentQueue<object> Requests { get; } = new();

    public GetActiveRuleSetResponse RuleSet { get; } = ExampleCatalogue.Create();

    /// <summary>What calls on published rule sets answer.</summary>
    public ScriptedRuleSets RuleSets { get; } = new();

    public Func<DecideRequest, DecideResponse> Decide { get; set; } = _ => throw Unexpected();

    public Func<EvaluateWorkflowRequest, EvaluateWorkflowResponse> Evaluate { get; set; } = _ => throw Unexpected();

    public Func<ClassifyExposuresRequest, ClassifyExposuresResponse> Classify { get; set; } =
        _ => throw Unexpected();

    public Func<PutFeaturesRequest, PutFeaturesResponse> Put { get; set; } = _ => throw Unexpected();

    public Func<PutFeaturesRequest, PutFeaturesStreamResponse> PutRow { get; set; } = _ => throw Unexpected();

    /// <summary>What a row's answer waits for.</summary>
    public Task RowGate { get; set; } = Task.CompletedTask;

    public Func<GetProfileRequest, GetProfileResponse> Profile { get; set; } = _ => throw Unexpected();

    public Func<ListBorrowersRequest, ListBorrowersResponse> Borrowers { get; set; } = _ => throw Unexpected();

    public Func<DeleteBorrowerRequest, DeleteBorrowerResponse> Delete { get; set; } = _ => throw Unexpected();

    public Func<ListWarningsRequest, ListWarningsResponse> Warnings { get; set; } = _ => new();

    public Func<AcknowledgeWarningRequest, AcknowledgeWarningResponse> Acknowledge { get; set; } =
        _ => throw Unexpected();

    public Func<TreatWarningRequest, TreatWarningResponse> Treat { get; set; } = _ => throw Unexpected();

    public Func<AssignWarningRequest, AssignWarningResponse> Assign { get; set; } = _ => throw Unexpected();

    /// <summary>The warning that steps on warnings answer with.</summary>
    public Warning Stepped { get; set; } = new();

    /// <summary>The place on the watch list that steps on it answer with.</summary>
    public WatchlistEntry? Watchlist { get; set; }

    public GetLinksResponse Links { get; set; } = new();

    public Func<ReportWarningsRequest, ReportWarningsResponse> Report { get; set; } = _ => throw Unexpected();

    public IReadOnlyList<WatchWarningsResponse> Watched { get; set; } = [];

    public Func<GetDecisionRequest, GetDecisionResponse> Decision { get; set; } = _ => throw Unexpected();

    /// <summary>What is listed, at each reading; may throw at its end.</summary>
    public Func<IEnumerable<ListDecisionsResponse>> Journaled { get; set; } = () => throw Unexpected();

    public IReadOnlyList<ReplayDecisionsResponse> Replayed { get; set; } = [];

    public DiffRuleSetsResponse Differences { get; set; } = new();

    public VerifyJournalResponse Verified { get; set; } = new();

    /// <summary>What a preview answers, as far as it is read; what comes between may wait or throw.</summary>
    public Func<CancellationToken, IAsyncEnumerable<PreviewRuleSetResponse>> Previewed { get; set; } =
        _ => throw Unexpected();

    /// <summary>False to answer a preview before its files have come.</summary>
    public bool ReadsPreviewedFiles { get; set; } = true;

    /// <summary>Notes a request and answers it.</summary>
    public Task<TAnswer> AnswerAsync<TRequest, TAnswer>(TRequest request, Func<TRequest, TAnswer> answer)
        where TRequest : class
    {
        Requests.Enqueue(request);
        return Task.FromResult(answer(request));
    }

    private static RpcException Unexpected() => new(new Status(StatusCode.Internal, "The test expects no such call."));
}
