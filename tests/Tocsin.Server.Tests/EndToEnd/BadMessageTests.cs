using Google.Protobuf;
using Grpc.Core;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;
using static Tocsin.Server.Tests.Running.SampleRequests;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>Messages past the framework's bound and methods nobody has end one call, not the server.</summary>
public sealed class BadMessageTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static readonly string _huge = new('x', 5 * 1024 * 1024);
    private static readonly Refusal _tooLarge = new(StatusCode.ResourceExhausted, "MESSAGE_TOO_LARGE", "");
    private static readonly Refusal _malformed = new(StatusCode.InvalidArgument, "MESSAGE_MALFORMED", "");
    private static readonly byte[] _noMessage = [0xFF, 0xFF, 0xFF];

    [Fact]
    public async Task Calls_Over4Megabytes_AreRefused()
    {
        var application = Application();
        application.Purpose = _huge;
        var update = Update();
        update.RequestId = _huge;

        Assert.Equal(_tooLarge, await Refusal.OfAsync(server.Decisions.DecideAsync(application)));
        Assert.Equal(_tooLarge, await Refusal.OfAsync(server.Features.PutFeaturesAsync(update)));
        Assert.Equal(_tooLarge, await Refusal.OfAsync(
            server.Warnings.GetWarningAsync(new GetWarningRequest { WarningId = _huge })));
        await server.StillAnswersAsync();
    }

    [Fact]
    public async Task DecideStream_Over4Megabytes_EndsAfterTheAnswersBefore()
    {
        using var call = server.Decisions.DecideStream();
        await call.RequestStream.WriteAsync(new DecideStreamRequest { Request = SoundLoan() });
        Assert.True(await call.ResponseStream.MoveNext(default));
        var application = Application();
        application.Purpose = _huge;

        await TryAsync(call.RequestStream.WriteAsync(new DecideStreamRequest { Request = application }));

        Assert.Equal(_tooLarge, await Refusal.OfAsync(call.ResponseStream.MoveNext(default)));
        await server.StillAnswersAsync();
    }

    [Fact]
    public async Task PutFeaturesStream_Over4Megabytes_EndsAfterTheAnswersBefore()
    {
        using var call = server.Features.PutFeaturesStream();
        await call.RequestStream.WriteAsync(new PutFeaturesStreamRequest { Request = Update("b-huge") });
        var update = Update("b-huge");
        update.RequestId = _huge;
        await TryAsync(call.RequestStream.WriteAsync(new PutFeaturesStreamRequest { Request = update }));

        Assert.True(await call.ResponseStream.MoveNext(default));

        Assert.Equal(1, call.ResponseStream.Current.Response.Revision);
        Assert.Equal(_tooLarge, await Refusal.OfAsync(call.ResponseStream.MoveNext(default)));
        await server.StillAnswersAsync();
    }

    [Theory]
    [InlineData("tocsin.v1.DecisionService", "Undecide-secret")]
    [InlineData("tocsin.v2.secret", "Decide")]
    public async Task Method_Unknown_IsUnimplementedAndNotCounted(string service, string name)
    {
        var bytes = Marshallers.Create<byte[]>(value => value, value => value);
        var method = new Method<byte[], byte[]>(MethodType.Unary, service, name, bytes, bytes);

        var call = server.Process.Channel.CreateCallInvoker().AsyncUnaryCall(method, null, default, []);

        Assert.Equal(new Refusal(StatusCode.Unimplemented, "", ""), await Refusal.OfAsync(call));
        await server.StillAnswersAsync();
        var metrics = await Page.GetAsync(server.Process, "/metrics");
        Assert.DoesNotContain("secret", metrics.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DecisionService", "Decide")]
    [InlineData("WarningService", "WatchWarnings")]
    public async Task Message_ThatIsNoProtobuf_EndsItsCallAlone(string service, string name)
    {
        var call = Bytes(MethodType.Unary, service, name);

        var answer = server.Process.Channel.CreateCallInvoker().AsyncUnaryCall(call, null, default, _noMessage);

        Assert.Equal(_malformed, await Refusal.OfAsync(answer));
        await server.StillAnswersAsync();
    }

    [Fact]
    public async Task Stream_WithBytesThatAreNoProtobuf_EndsAfterTheAnswersBefore()
    {
        var method = Bytes(MethodType.DuplexStreaming, "DecisionService", "DecideStream");
        using var call = server.Process.Channel.CreateCallInvoker().AsyncDuplexStreamingCall(method, null, default);
        await call.RequestStream.WriteAsync(new DecideStreamRequest { Request = SoundLoan() }.ToByteArray());
        Assert.True(await call.ResponseStream.MoveNext(default));

        await TryAsync(call.RequestStream.WriteAsync(_noMessage));

        Assert.Equal(_malformed, await Refusal.OfAsync(call.ResponseStream.MoveNext(default)));
        await server.StillAnswersAsync();
    }

    private static Method<byte[], byte[]> Bytes(MethodType type, string service, string name)
    {
        var bytes = Marshallers.Create<byte[]>(value => value, value => value);
        return new Method<byte[], byte[]>(type, $"tocsin.v1.{service}", name, bytes, bytes);
    }

    // The server may end the call before the last byte has left.
    private static async Task TryAsync(Task write)
    {
        try
        {
            await write;
        }
        catch (RpcException)
        {
            // The answer to the call says why.
        }
    }
}
