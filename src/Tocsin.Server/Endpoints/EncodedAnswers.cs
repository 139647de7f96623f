using System.Buffers;
using Google.Protobuf;
using Grpc.Core;
using Tocsin.V1;

namespace Tocsin.Server.Endpoints;

/// <summary>
/// The binding that makes <c>Decide</c> and <c>DecideStream</c> send what <see cref="AnswerWriter"/> writes, where a
/// response has it, and the message as generated code encodes it where not. Thread-safe.
/// </summary>
internal static class EncodedAnswers
{
    private static readonly Marshaller<DecideResponse> _unary = new(
        Serialize, context => DecideResponse.Parser.ParseFrom(context.PayloadAsReadOnlySequence()));

    private static readonly Marshaller<DecideStreamResponse> _streamed = new(
        Serialize, context => DecideStreamResponse.Parser.ParseFrom(context.PayloadAsReadOnlySequence()));

    [ThreadStatic]
    private static MessageBytes? _bytes;

    /// <summary>Binds the service as the generated code does, but for how answers become bytes.</summary>
    public static void BindService(ServiceBinderBase binder, DecisionService.DecisionServiceBase? service) =>
        DecisionService.BindService(new AnswerBinder(binder), service);

    private static void Serialize(DecideResponse response, SerializationContext context)
    {
        if (response.Encoded is not EncodedAnswer answer)
        {
            SerializeGenerated(response, context);
            return;
        }

        var bytes = Bytes();
        AnswerWriter.Write(answer, bytes);
        Send(bytes, context);
    }

    private static void Serialize(DecideStreamResponse response, SerializationContext context)
    {
        if (response.Response?.Encoded is not EncodedAnswer answer)
        {
            SerializeGenerated(response, context);
            return;
        }

        var bytes = Bytes();
        bytes.Text(DecideStreamResponse.RequestIdFieldNumber, response.RequestId);
        var mark = bytes.Open(DecideStreamResponse.ResponseFieldNumber);
        AnswerWriter.Write(answer, bytes);
        bytes.Close(mark);
        Send(bytes, context);
    }

    private static MessageBytes Bytes()
    {
        var bytes = _bytes ??= new MessageBytes();
        bytes.Clear();
        return bytes;
    }

    private static void Send(MessageBytes bytes, SerializationContext context)
    {
        context.SetPayloadLength(bytes.Written.Length);
        context.GetBufferWriter().Write(bytes.Written);
        context.Complete();
    }

    private static void SerializeGenerated(IBufferMessage response, SerializationContext context)
    {
        context.SetPayloadLength(response.CalculateSize());
        response.WriteTo(context.GetBufferWriter());
        context.Complete();
    }

    private sealed class AnswerBinder(ServiceBinderBase binder) : ServiceBinderBase
    {
        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
            binder.AddMethod(WithOurs(method), handler);

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) =>
            binder.AddMethod(WithOurs(method), handler);

        // ClassifyExposures and the others have responses of their own, which stay as they are.
        private static Method<TRequest, TResponse> WithOurs<TRequest, TResponse>(Method<TRequest, TResponse> method)
            where TRequest : class
            where TResponse : class
        {
            var ours = _unary as Marshaller<TResponse> ?? _streamed as Marshaller<TResponse>;
            return ours is null
                ? method : new(method.Type, method.ServiceName, method.Name, method.RequestMarshaller, ours);
        }
    }
}
