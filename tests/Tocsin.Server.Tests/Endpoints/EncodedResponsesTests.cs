using Google.Protobuf;
using Grpc.Core;
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
        var context = new BytesContext();
        binder.Watch!.ResponseMarshaller.ContextualSerializer(response, context);
        return context.Bytes;
    }

    private sealed class RecordingBinder : ServiceBinderBase
    {
        public List<string> Names { get; } = [];

        public Method<WatchWarningsRequest, WatchWarningsResponse>? Watch { get; private set; }

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
            Names.Add(method.Name);

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
        {
            Names.Add(method.Name);
            Watch = method as Method<WatchWarningsRequest, WatchWarningsResponse>;
        }
    }

    private sealed class BytesContext : SerializationContext
    {
        private readonly System.Buffers.ArrayBufferWriter<byte> _written = new();
        private int _length;

        public byte[] Bytes => _written.WrittenCount == _length
            ? _written.WrittenSpan.ToArray() : throw new InvalidDataException("Another length was announced.");

        public override void SetPayloadLength(int payloadLength) => _length = payloadLength;

        public override System.Buffers.IBufferWriter<byte> GetBufferWriter() => _written;

        public override void Complete() { }
    }
}
