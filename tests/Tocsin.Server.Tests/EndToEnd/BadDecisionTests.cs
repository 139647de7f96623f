using Google.Type;
using Grpc.Core;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;
using static Tocsin.Server.Tests.Running.SampleRequests;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>Whatever is wrong with an application is told by name, and the next one is answered.</summary>
public sealed class BadDecisionTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static readonly BadInput<DecideRequest>[] _applications =
    [
        .. BadViews.Of<DecideRequest>(request => request.Views),
        .. BadBorrowers.Of<DecideRequest>((request, id) => request.BorrowerId = id),
        new("view that only a feed sends", request => request.Views.Add(View("repayment")), "VIEW_NOT_ACCEPTED",
            "views[0].view"),
        new("no product", request => request.Product = "", "PRODUCT_UNKNOWN", "product", StatusCode.NotFound),
        new("unknown product", request => request.Product = "mortgage", "PRODUCT_UNKNOWN", "product",
            StatusCode.NotFound),
        new("over-long request id", request => request.RequestId = new string('r', 65), "FIELD_TOO_LONG", "request_id"),
        new("over-long purpose", request => request.Purpose = new string('货', 65), "FIELD_TOO_LONG", "purpose"),
        new("over-long exposure", request => request.ExposureId = new string('e', 65), "EXPOSURE_ID_INVALID",
            "exposure_id"),
        new("two exposures", request =>
        {
            request.ExposureId = "loan-1";
            request.Views.Add(OfExposure("loan-2", View("loan", ("active", Flag(true)))));
        }, "EXPOSURE_DIFFERS", "views[0].exposure_id"),
        new("unknown kind", request => request.Kind = (ApplicationKind)99, "REQUEST_INVALID", "kind"),
        new("later activation", request => request.AtLeastActivation = 99, "ACTIVATION_NOT_REACHED",
            "at_least_activation", StatusCode.FailedPrecondition),
        new("negative activation", request => request.AtLeastActivation = -9, "REQUEST_INVALID", "at_least_activation"),
        Amount("other currency", "USD", 300_000, 0, "CURRENCY_DIFFERS", "amount.currency_code"),
        Amount("no currency", "", 300_000, 0, "CURRENCY_DIFFERS", "amount.currency_code"),
        Amount("negative amount", "CNY", -1, 0, "AMOUNT_INVALID"),
        Amount("negative nanos", "CNY", 300_000, -1, "AMOUNT_INVALID"),
        Amount("too many nanos", "CNY", 300_000, 1_000_000_000, "AMOUNT_INVALID"),
        Amount("largest amount", "CNY", long.MaxValue, 999_999_999, "AMOUNT_OUT_OF_BOUNDS"),
        Amount("amount of nothing", "CNY", 0, 0, "AMOUNT_OUT_OF_BOUNDS"),
        Amount("amount too small", "CNY", 9_999, 999_999_999, "AMOUNT_OUT_OF_BOUNDS"),
        Amount("amount too large", "CNY", 3_000_000, 1, "AMOUNT_OUT_OF_BOUNDS"),
        new("term too short", request => request.TermMonths = 2, "TERM_OUT_OF_BOUNDS", "term_months"),
        new("term too long", request => request.TermMonths = 37, "TERM_OUT_OF_BOUNDS", "term_months"),
        new("negative term", request => request.TermMonths = int.MinValue, "TERM_OUT_OF_BOUNDS", "term_months"),
    ];

    private static readonly BadInput<EvaluateWorkflowRequest>[] _evaluations =
    [
        .. BadViews.Of<EvaluateWorkflowRequest>(request => request.Views),
        .. BadBorrowers.Of<EvaluateWorkflowRequest>((request, id) => request.BorrowerId = id)
            .Where(bad => bad.Name != "no borrower"),
        new("no workflow", request => request.Workflow = "", "WORKFLOW_UNKNOWN", "workflow", StatusCode.NotFound),
        new("unknown workflow", request => request.Workflow = "weather", "WORKFLOW_UNKNOWN", "workflow",
            StatusCode.NotFound),
        new("over-long request id", request => request.RequestId = new string('r', 65), "FIELD_TOO_LONG", "request_id"),
    ];

    public static TheoryData<BadInput<DecideRequest>> Applications => [.. _applications];

    public static TheoryData<BadInput<EvaluateWorkflowRequest>> Evaluations => [.. _evaluations];

    [Theory]
    [MemberData(nameof(Applications))]
    public async Task Decide_BadApplication_IsRefusedByName(BadInput<DecideRequest> bad)
    {
        ArgumentNullException.ThrowIfNull(bad);
        var request = Application();
        bad.Spoil(request);

        var refusal = await Refusal.OfAsync(server.Decisions.DecideAsync(request));

        Assert.Equal(bad.Expected, refusal);
        await server.StillAnswersAsync();
    }

    [Theory]
    [MemberData(nameof(Evaluations))]
    public async Task EvaluateWorkflow_BadRequest_IsRefusedByName(BadInput<EvaluateWorkflowRequest> bad)
    {
        ArgumentNullException.ThrowIfNull(bad);
        var request = new EvaluateWorkflowRequest { Workflow = "mse_knock_outs" };
        bad.Spoil(request);

        var refusal = await Refusal.OfAsync(server.Decisions.EvaluateWorkflowAsync(request));

        Assert.Equal(bad.Expected, refusal);
        await server.StillAnswersAsync();
    }

    [Fact]
    public async Task DecideStream_BadAmongGood_AnswersEachInOrder()
    {
        using var call = server.Decisions.DecideStream();
        var reading = ReadAsync(call.ResponseStream);
        foreach (var (index, bad) in _applications.Index())
        {
            var request = Application();
            request.RequestId = $"bad-{index}";
            bad.Spoil(request);
            await call.RequestStream.WriteAsync(new DecideStreamRequest { Request = request });
            await call.RequestStream.WriteAsync(new DecideStreamRequest { Request = SoundLoan() });
        }

        await call.RequestStream.WriteAsync(new DecideStreamRequest());
        await call.RequestStream.CompleteAsync();
        var answers = await reading.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal((_applications.Length * 2) + 1, answers.Count);
        foreach (var (index, bad) in _applications.Index())
        {
            Assert.Equal(bad.Expected, Refusal.Of(answers[index * 2].Status));
            Assert.Equal(Outcome.Approve, answers[(index * 2) + 1].Response.Outcome);
            Assert.Equal("loan", answers[(index * 2) + 1].RequestId);
        }

        Assert.Equal("BORROWER_ID_INVALID", Refusal.Of(answers[^1].Status).Reason);
        await server.StillAnswersAsync();
    }

    [Fact]
    public async Task DecideStream_ManyRequests_AnswersInTheOrderOfRequests()
    {
        using var call = server.Decisions.DecideStream();
        var reading = ReadAsync(call.ResponseStream);
        for (var i = 0; i < 500; i++)
        {
            var request = Application($"b-{i}");
            request.RequestId = $"r-{i}";
            await call.RequestStream.WriteAsync(new DecideStreamRequest { Request = request });
        }

        await call.RequestStream.CompleteAsync();
        var answers = await reading.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"r-{i}"), answers.Select(answer => answer.RequestId));
        Assert.Equal(answers.Select(answer => answer.RequestId), answers.Select(answer => answer.Response.RequestId));
    }

    [Fact]
    public async Task Decide_LaterActivation_SaysWhichItHas()
    {
        var request = Application();
        request.AtLeastActivation = 2;

        var exception = await Assert.ThrowsAsync<RpcException>(
            () => server.Decisions.DecideAsync(request).ResponseAsync);

        var info = exception.GetRpcStatus()!.GetDetail<Google.Rpc.ErrorInfo>();
        Assert.Equal("1", info.Metadata["activation"]);
    }

    private static async Task<List<DecideStreamResponse>> ReadAsync(IAsyncStreamReader<DecideStreamResponse> stream)
    {
        var answers = new List<DecideStreamResponse>();
        await foreach (var answer in stream.ReadAllAsync()) answers.Add(answer);
        return answers;
    }

    private static BadInput<DecideRequest> Amount(
        string name, string currency, long units, int nanos, string reason, string field = "amount") => new(
        name, request => request.Amount = new Money { CurrencyCode = currency, Units = units, Nanos = nanos },
        reason, field);
}
