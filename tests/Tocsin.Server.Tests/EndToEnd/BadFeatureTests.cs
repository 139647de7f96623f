using Grpc.Core;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;
using static Tocsin.Server.Tests.Running.SampleRequests;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>Whatever is wrong with an update is told by name, nothing of it is stored, and the next one is.</summary>
public sealed class BadFeatureTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static readonly BadInput<PutFeaturesRequest>[] _updates =
    [
        .. BadViews.Of<PutFeaturesRequest>(request => request.Views),
        .. BadBorrowers.Of<PutFeaturesRequest>((request, id) => request.BorrowerId = id),
        new("view that only a request carries", request => request.Views.Add(View("sba_loan")), "VIEW_NOT_ACCEPTED",
            "views[1].view"),
        new("no view", request => request.Views.Clear(), "REQUEST_INVALID", "views"),
        new("good view before a bad one", request => request.Views.Add(View("weather")), "VIEW_UNKNOWN",
            "views[1].view"),
        new("over-long request id", request => request.RequestId = new string('r', 65), "FIELD_TOO_LONG", "request_id"),
    ];

    private static readonly BadInput<ListBorrowersRequest>[] _lists =
    [
        new("negative page", request => request.PageSize = -1, "PAGE_INVALID", "page_size"),
        new("page too large", request => request.PageSize = 1_001, "PAGE_INVALID", "page_size"),
        new("foreign token", request => request.PageToken = "b 1", "PAGE_INVALID", "page_token"),
        new("over-long token", request => request.PageToken = new string('b', 65), "PAGE_INVALID", "page_token"),
    ];

    private static readonly BadInput<CloseBorrowerRequest>[] _closings =
    [
        .. BadBorrowers.Of<CloseBorrowerRequest>((request, id) => request.BorrowerId = id),
        new("unknown borrower", request => request.BorrowerId = "nobody", "BORROWER_UNKNOWN", "borrower_id",
            StatusCode.NotFound),
        new("no reason", request => request.Reason = "", "REASON_MISSING", "reason"),
        new("blank reason", request => request.Reason = " \t\n", "REASON_MISSING", "reason"),
        new("over-long reason", request => request.Reason = new string('久', 501), "REASON_MISSING", "reason"),
    ];

    public static TheoryData<BadInput<PutFeaturesRequest>> Updates => [.. _updates];

    public static TheoryData<BadInput<ListBorrowersRequest>> Lists => [.. _lists];

    public static TheoryData<BadInput<CloseBorrowerRequest>> Closings => [.. _closings];

    public static TheoryData<BadInput<GetProfileRequest>> Profiles =>
    [
        .. BadBorrowers.Of<GetProfileRequest>((request, id) => request.BorrowerId = id),
        new BadInput<GetProfileRequest>("unknown borrower", request => request.BorrowerId = "nobody",
            "BORROWER_UNKNOWN", "borrower_id", StatusCode.NotFound),
    ];

    [Theory]
    [MemberData(nameof(Updates))]
    public async Task PutFeatures_BadUpdate_IsRefusedByNameAndStoresNothing(BadInput<PutFeaturesRequest> bad)
    {
        ArgumentNullException.ThrowIfNull(bad);
        var request = Update("b-refused");
        bad.Spoil(request);

        var refusal = await Refusal.OfAsync(server.Features.PutFeaturesAsync(request));

        Assert.Equal(bad.Expected, refusal);
        var unknown = await Refusal.OfAsync(
            server.Features.GetProfileAsync(new GetProfileRequest { BorrowerId = "b-refused" }));
        Assert.Equal("BORROWER_UNKNOWN", unknown.Reason);
        Assert.True((await server.Features.PutFeaturesAsync(Update("b-good"))).Revision > 0);
    }

    [Fact]
    public async Task PutFeaturesStream_BadAmongGood_AnswersEachInOrder()
    {
        using var call = server.Features.PutFeaturesStream();
        var reading = ReadAsync(call.ResponseStream);
        foreach (var (index, bad) in _updates.Index())
        {
            var request = Update("b-refused");
            bad.Spoil(request);
            await call.RequestStream.WriteAsync(new PutFeaturesStreamRequest { Request = request });
            var good = Update($"b-stream-{index}");
            good.RequestId = $"good-{index}";
            await call.RequestStream.WriteAsync(new PutFeaturesStreamRequest { Request = good });
        }

        await call.RequestStream.WriteAsync(new PutFeaturesStreamRequest());
        await call.RequestStream.CompleteAsync();
        var answers = await reading.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal((_updates.Length * 2) + 1, answers.Count);
        foreach (var (index, bad) in _updates.Index())
        {
            Assert.Equal(bad.Expected, Refusal.Of(answers[index * 2].Status));
            Assert.Equal($"good-{index}", answers[(index * 2) + 1].RequestId);
            Assert.Equal(1, answers[(index * 2) + 1].Response.Revision);
        }

        Assert.Equal("BORROWER_ID_INVALID", Refusal.Of(answers[^1].Status).Reason);
    }

    [Fact]
    public async Task PutFeaturesStream_OneBorrower_AppliesInTheOrderOfRequests()
    {
        using var call = server.Features.PutFeaturesStream();
        var reading = ReadAsync(call.ResponseStream);
        for (var i = 1; i <= 300; i++)
        {
            var view = View("judicial", ("lawsuit_count_12m", Integer(i)));
            var request = new PutFeaturesRequest { RequestId = $"r-{i}", BorrowerId = "b-order", Views = { view } };
            view.At(DateTimeOffset.UnixEpoch.AddDays(10_000 + i));
            await call.RequestStream.WriteAsync(new PutFeaturesStreamRequest { Request = request });
        }

        await call.RequestStream.CompleteAsync();
        var answers = await reading.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(Enumerable.Range(1, 300).Select(i => $"r-{i}"), answers.Select(answer => answer.RequestId));
        Assert.Equal(Enumerable.Range(1, 300).Select(i => (long)i), answers.Select(answer => answer.Response.Revision));
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task ListBorrowers_BadPage_IsRefusedByName(BadInput<ListBorrowersRequest> bad)
    {
        ArgumentNullException.ThrowIfNull(bad);
        var request = new ListBorrowersRequest();
        bad.Spoil(request);

        Assert.Equal(bad.Expected, await Refusal.OfAsync(server.Features.ListBorrowersAsync(request)));
        await server.Features.ListBorrowersAsync(new ListBorrowersRequest { PageSize = 1_000 });
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task GetProfile_BadBorrower_IsRefusedByName(BadInput<GetProfileRequest> bad)
    {
        ArgumentNullException.ThrowIfNull(bad);
        var request = new GetProfileRequest();
        bad.Spoil(request);

        Assert.Equal(bad.Expected, await Refusal.OfAsync(server.Features.GetProfileAsync(request)));
        await server.StillAnswersAsync();
    }

    [Theory]
    [MemberData(nameof(Closings))]
    public async Task CloseAndDelete_BadRequest_AreRefusedByName(BadInput<CloseBorrowerRequest> bad)
    {
        ArgumentNullException.ThrowIfNull(bad);
        await server.Features.PutFeaturesAsync(Update("b-kept"));
        var request = new CloseBorrowerRequest { BorrowerId = "b-kept", Reason = "repaid" };
        bad.Spoil(request);
        var erasure = new DeleteBorrowerRequest { BorrowerId = request.BorrowerId, Reason = request.Reason };

        Assert.Equal(bad.Expected, await Refusal.OfAsync(server.Features.CloseBorrowerAsync(request)));
        Assert.Equal(bad.Expected, await Refusal.OfAsync(server.Features.DeleteBorrowerAsync(erasure)));
        await server.Features.GetProfileAsync(new GetProfileRequest { BorrowerId = "b-kept" });
    }

    private static async Task<List<PutFeaturesStreamResponse>> ReadAsync(
        IAsyncStreamReader<PutFeaturesStreamResponse> stream)
    {
        var answers = new List<PutFeaturesStreamResponse>();
        await foreach (var answer in stream.ReadAllAsync()) answers.Add(answer);
        return answers;
    }
}
