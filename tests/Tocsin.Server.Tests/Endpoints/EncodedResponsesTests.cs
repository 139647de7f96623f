using Google.Protobuf;
using Tocsin.Server.Endpoints;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.Endpoints;

/// <summary>How watch responses become bytes.</summary>
public sealed class EncodedResponsesTests
{
    [Fact]
    public void BindService_ResponseThatWasKept_IsSentAsItWasEncodedThen()
    {
        var response = new WatchWarningsResponse { Checkpoint = new Checkpoint { Cursor = "c-1" } };
        EncodedResponses.Keep(response);
        var once = response.ToByteArray();

        // Nobody does so; but this shows that it is not encoded again.
        response.Checkpoint.Cursor = "c-2";

        Assert.Equal(once, Sent(response));
    }

    [Fact]
    public void BindService_AnyOtherResponse_IsEncoded()
    {
        var response = new WatchWarningsResponse { Checkpoint = new Checkpoint { Cursor = "c-1" } };

        Assert.Equal(response.ToByteArray(), Sent(response));
    }

    [Fact]
    public void BindService_EveryMethodOfTheService_IsBound()
    {
        var binder = new RecordingBinder();

        EncodedResponses.BindService(binder, service: null);

        Assert.Equal(WarningService.Descriptor.Methods.Select(method => method.Name), binder.Names);
    }

    private static byte[] Sent(WatchWarningsResponse response)
    {
        var binder = new RecordingBinder();
        EncodedResponses.BindService(binder, service: null);
        return binder.Sent<WatchWarningsRequest, WatchWarningsResponse>(
            nameof(WarningService.WarningServiceClient.WatchWarnings), response);
    }
}
