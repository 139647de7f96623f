using Google.Protobuf;
using Grpc.Core;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>Whatever is wrong with a question about warnings is told by name, and the next one is answered.</summary>
public sealed class BadWarningTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static readonly BadInput<WarningFilter>[] _filters =
    [
        .. BadBorrowers.Of<WarningFilter>((filter, id) => filter.BorrowerIds.Add(id), "filter.borrower_ids"),
        new("unknown label", filter => filter.Labels["lender.planet"] = "mars", "FILTER_INVALID", "filter.labels"),
        new("feature that is no label", filter => filter.Labels["tax.credit_grade"] = "A", "FILTER_INVALID",
            "filter.labels"),
        new("over-long label", filter => filter.Labels[new string('标', 100_000)] = "x", "FILTER_INVALID",
            "filter.labels"),
        new("unknown family", filter => filter.Families.Add("weather"), "FILTER_INVALID", "filter.families"),
        new("over-long family", filter => filter.Families.Add(new string('f', 100_000)), "FILTER_INVALID",
            "filter.families"),
        new("unknown level", filter => filter.MinimumLevel = (WarningLevel)9, "FILTER_INVALID", "filter.minimum_level"),
        new("1,001 borrowers", filter => filter.BorrowerIds.Add(Enumerable.Range(0, 1_001).Select(i => $"b-{i}")),
            "TOO_MANY", "filter"),
        new("17 labels", filter => Fill(filter, 17), "TOO_MANY", "filter"),
        new("65 families", filter => filter.Families.Add(Enumerable.Repeat("fin", 65)), "TOO_MANY", "filter"),
    ];

    private static readonly BadInput<ListWarningsRequest>[] _lists =
    [
        new("negative page", request => request.PageSize = -1, "PAGE_INVALID", "page_size"),
        new("page too large", request => request.PageSize = 1_001, "PAGE_INVALID", "page_size"),
        new("foreign token", request => request.PageToken = "{}", "PAGE_INVALID", "page_token"),
        new("unknown state", request => request.State = (WarningState)9, "FILTER_INVALID", "state"),
    ];

    public static TheoryData<BadInput<WarningFilter>> Filters => [.. _filters];

    public static TheoryData<BadInput<ListWarningsRequest>> Lists => [.. _lists];

    public static TheoryData<string> Cursors =>
    [
        "", "x", "not a cursor!", "AAAA", new string('A', 100), new string('A', 8_193), "游标",
    ];

    public static TheoryData<string> UnknownWarnings =>
        ["", "/", "b-1", "b-1/", "b-1/000000000000", "/000000000000", "b 1/000000000000", new string('b', 100_000)];

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task WatchAndList_BadFilter_IsRefusedByName(BadInput<WarningFilter> bad)
    {
        ArgumentNullException.ThrowIfNull(bad);
        var filter = new WarningFilter();
        bad.Spoil(filter);

        var listing = server.Warnings.ListWarningsAsync(new ListWarningsRequest { Filter = filter });

        Assert.Equal(bad.Expected, await Refusal.OfAsync(listing));
        Assert.Equal(bad.Expected, await RefusalOfWatchAsync(new WatchWarningsRequest { Filter = filter }));
        await server.StillAnswersAsync();
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task ListWarnings_BadRequest_IsRefusedByName(BadInput<ListWarningsRequest> bad)
    {
        ArgumentNullException.ThrowIfNull(bad);
        var request = new ListWarningsRequest();
        bad.Spoil(request);

        Assert.Equal(bad.Expected, await Refusal.OfAsync(server.Warnings.ListWarningsAsync(request)));
        await server.Warnings.ListWarningsAsync(new ListWarningsRequest());
    }

    [Theory]
    [MemberData(nameof(Cursors))]
    public async Task WatchWarnings_Garbage_IsNoCursor(string cursor)
    {
        var refusal = await RefusalOfWatchAsync(new WatchWarningsRequest { FromCursor = cursor });

        Assert.Equal(new Refusal(StatusCode.InvalidArgument, "CURSOR_INVALID", "from_cursor"), refusal);
        await server.StillAnswersAsync();
    }

    [Fact]
    public async Task WatchWarnings_CursorOfAnotherStore_SaysSo()
    {
        var places = Enumerable.Repeat(new byte[] { 0, 0, 0, 0, 0, 0 }, 16).SelectMany(bytes => bytes);
        byte[] foreign = [1, .. new byte[16], 16, .. places];
        var cursor = System.Buffers.Text.Base64Url.EncodeToString(foreign);

        var refusal = await RefusalOfWatchAsync(new WatchWarningsRequest { FromCursor = cursor });

        Assert.Equal(new Refusal(StatusCode.OutOfRange, "CURSOR_DIVERGED", "from_cursor"), refusal);
        await server.StillAnswersAsync();
    }

    [Theory]
    [MemberData(nameof(UnknownWarnings))]
    public async Task Warning_Unknown_IsRefusedByName(string id)
    {
        var expected = new Refusal(StatusCode.NotFound, "WARNING_UNKNOWN", "warning_id");
        var taking = new AcknowledgeWarningRequest { WarningId = id, Reason = "seen" };
        var closing = new ResolveWarningRequest { WarningId = id, Reason = "settled" };

        Assert.Equal(
            expected, await Refusal.OfAsync(server.Warnings.GetWarningAsync(new GetWarningRequest { WarningId = id })));
        Assert.Equal(expected, await Refusal.OfAsync(server.Warnings.AcknowledgeWarningAsync(taking)));
        Assert.Equal(expected, await Refusal.OfAsync(server.Warnings.ResolveWarningAsync(closing)));
        await server.StillAnswersAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public async Task Treatment_WithoutAReason_IsRefused(string? reason)
    {
        var given = reason ?? new string('久', 501);
        var taking = new AcknowledgeWarningRequest { WarningId = "b-1/000000000000", Reason = given };
        var closing = new ResolveWarningRequest { WarningId = "b-1/000000000000", Reason = given };
        var expected = new Refusal(StatusCode.InvalidArgument, "REASON_MISSING", "reason");

        Assert.Equal(expected, await Refusal.OfAsync(server.Warnings.AcknowledgeWarningAsync(taking)));
        Assert.Equal(expected, await Refusal.OfAsync(server.Warnings.ResolveWarningAsync(closing)));
    }

    [Theory]
    [InlineData("", "BORROWER_ID_INVALID", StatusCode.InvalidArgument)]
    [InlineData("b/1", "BORROWER_ID_INVALID", StatusCode.InvalidArgument)]
    [InlineData("nobody", "BORROWER_UNKNOWN", StatusCode.NotFound)]
    public async Task GetBorrowerStatus_BadBorrower_IsRefusedByName(string borrower, string reason, StatusCode code)
    {
        var call = server.Warnings.GetBorrowerStatusAsync(new GetBorrowerStatusRequest { BorrowerId = borrower });

        Assert.Equal(new Refusal(code, reason, "borrower_id"), await Refusal.OfAsync(call));
    }

    private async Task<Refusal> RefusalOfWatchAsync(WatchWarningsRequest request)
    {
        // What travels is what counts: an empty cursor is one that was set.
        Assert.NotEmpty(request.ToByteArray());
        using var watch = server.Warnings.WatchWarnings(request);
        return await Refusal.OfAsync(watch.ResponseStream.MoveNext(default));
    }

    private static void Fill(WarningFilter filter, int labels)
    {
        for (var i = 0; i < labels; i++) filter.Labels[$"lender.l{i}"] = "x";
    }
}
