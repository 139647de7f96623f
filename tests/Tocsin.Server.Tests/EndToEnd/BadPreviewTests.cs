using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Type;
using Grpc.Core;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>Previews that cannot be made, are given up, or are too many.</summary>
public sealed class BadPreviewTests : IAsyncLifetime
{
    private PreviewPlace _place = null!;

    public async ValueTask InitializeAsync() => _place = await PreviewPlace.StartAsync();

    public ValueTask DisposeAsync() => _place.DisposeAsync();

    [Fact]
    public async Task Preview_BrokenCandidate_SaysWhatIsWrong()
    {
        _place.Next.Write("parameters.json", _place.Next.Read("parameters.json")[..100]);

        var preview = await _place.PreviewAsync();

        Assert.Equal((_place.Next.Digest, false), (preview.Rejection!.Digest, preview.Rejection.Truncated));
        Assert.Contains(preview.Rejection.Problems, problem => problem.File == "parameters.json");
        Assert.Null(preview.Report);
        Assert.Empty(preview.Borrowers);
    }

    [Fact]
    public async Task Preview_OptionsThatCannotBe_AreRefusedWithAReason()
    {
        await RefusedAsync("InvalidArgument TOO_MANY", new PreviewOptions { MaximumListed = 10_001 });
        await RefusedAsync("InvalidArgument TOO_MANY", new PreviewOptions { MaximumListed = -1 });
        await RefusedAsync("InvalidArgument TOO_MANY", new PreviewOptions { MaximumLabelValues = 1_001 });
        await RefusedAsync("InvalidArgument REQUEST_INVALID", Of(new PreviewedBorrowers { Share = 1.1 }));
        await RefusedAsync("InvalidArgument REQUEST_INVALID", Of(new PreviewedBorrowers { Share = -0.1 }));
        await RefusedAsync("InvalidArgument REQUEST_INVALID", Of(new PreviewedBorrowers { Share = double.NaN }));
        await RefusedAsync("InvalidArgument REQUEST_INVALID", Of(
            new PreviewedBorrowers { WithoutDecisions = true, WithoutWarnings = true }));
        var now = RealClock.Instance.GetUtcNow();
        await RefusedAsync("InvalidArgument PERIOD_INVALID", new PreviewOptions
        {
            Journal = new PreviewedPeriod { From = now.ToTimestamp(), Until = now.AddDays(-1).ToTimestamp() },
        });
        await RefusedAsync("InvalidArgument REQUEST_INVALID", new PreviewOptions { Digest = "1234567" });
        await RefusedAsync("NotFound RULE_SET_UNKNOWN", new PreviewOptions { Digest = new string('0', 64) });
    }

    [Fact]
    public async Task Preview_ApplicationThatDoesNotFit_IsRefusedWithAReason()
    {
        await RefusedAsync("NotFound PRODUCT_UNKNOWN", Applied("no_product", "CNY", 12));
        await RefusedAsync("InvalidArgument CURRENCY_DIFFERS", Applied("mse_working_capital", "EUR", 12));
        await RefusedAsync("InvalidArgument TERM_OUT_OF_BOUNDS", Applied("mse_working_capital", "CNY", 5_000));
    }

    [Fact]
    public async Task Preview_PartsInAnotherOrder_AreRefused()
    {
        var file = new PreviewRuleSetRequest
        {
            File = new RuleFileChunk { Path = "ruleset.json", Content = ByteString.CopyFromUtf8("{}") },
        };
        var digest = new PreviewRuleSetRequest { Options = new PreviewOptions { Digest = new string('0', 64) } };
        var options = new PreviewRuleSetRequest { Options = new PreviewOptions() };

        Assert.Equal("InvalidArgument REQUEST_INVALID", await EndAsync());
        Assert.Equal("InvalidArgument REQUEST_INVALID", await EndAsync(file));
        Assert.Equal("InvalidArgument REQUEST_INVALID", await EndAsync(options, options));
        Assert.Equal("InvalidArgument REQUEST_INVALID", await EndAsync(digest, file));
        Assert.Equal("InvalidArgument REQUEST_INVALID", await EndAsync(options, new PreviewRuleSetRequest()));
    }

    [Fact]
    public async Task Preview_WhileAnotherIsMade_IsToldSo_AndAfterItWasCancelledIsMade()
    {
        await _place.PutAsync(300, i => i % 4);
        using var first = PreviewCall.Begin(_place.Server);
        await PreviewCall.SendAsync(first, new PreviewOptions(), _place.Next.Folder);
        Assert.True(await first.ResponseStream.MoveNext(CancellationToken.None));

        await RefusedAsync("ResourceExhausted REPORT_RUNNING", new PreviewOptions());
        first.Dispose();

        await Eventually.SoAsync(
            async () =>
            {
                try
                {
                    return (await _place.PreviewAsync()).Report!.Borrowers == 300;
                }
                catch (RpcException busy) when (busy.StatusCode == StatusCode.ResourceExhausted)
                {
                    return false;
                }
            },
            "the cancelled preview has made room");
    }

    private async Task RefusedAsync(string expected, PreviewOptions options)
    {
        var folder = options.Digest.Length == 0 ? _place.Next.Folder : "";
        var end = await Assert.ThrowsAsync<RpcException>(
            () => PreviewCall.RunAsync(_place.Server, options, folder));
        Assert.Equal(expected, EndedCall.Of(end));
    }

    private async Task<string> EndAsync(params PreviewRuleSetRequest[] parts)
    {
        using var call = PreviewCall.Begin(_place.Server);
        try
        {
            foreach (var part in parts) await call.RequestStream.WriteAsync(part);
            await call.RequestStream.CompleteAsync();
        }
        catch (Exception refused) when (refused is InvalidOperationException or RpcException)
        {
            // The call ended before everything was sent; its status says why.
        }

        return EndedCall.Of(await Assert.ThrowsAsync<RpcException>(() => PreviewCall.ReadAsync(call)));
    }

    private static PreviewOptions Of(PreviewedBorrowers borrowers) => new() { Borrowers = borrowers };

    private static PreviewOptions Applied(string product, string currency, int months) => Of(new PreviewedBorrowers
    {
        Application = new PreviewedApplication
        {
            Product = product,
            Amount = new Money { CurrencyCode = currency, Units = 100_000 },
            TermMonths = months,
        },
    });
}
