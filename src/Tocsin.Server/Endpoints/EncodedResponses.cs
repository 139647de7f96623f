using System.Buffers;
using System.Runtime.CompilerServices;
using Google.Protobuf;
using Grpc.Core;
using Tocsin.V1;

namespace Tocsin.Server.Endpoints;

/// <summary>
/// The bytes of responses that go to several subscribers, so that each is encoded once and not once per subscriber; and
/// the binding that makes <c>WatchWarnings</c> send them. Thread-safe.
/// </summary>
internal static class EncodedResponses
{
    // Bytes live as long as their response does: until the last subscriber's queue has let go of it.
    private static readonly ConditionalWeakTable<WatchWarningsResponse, byte[]> _kept = [];

    private static readonly Marshaller<WatchWarningsResponse> _marshaller = new(
        Serialize, context => WatchWarningsResponse.Parser.ParseFrom(context.PayloadAsReadOnlySequence()));

    /// <summary>Encodes a response now, for all who will be sent it. It must not be changed any more.</summary>
    public static void Keep(WatchWarningsResponse response) => _kept.AddOrUpdate(response, response.ToByteArray());

    /// <summary>Binds the service as the generated code does, but for how watch responses become bytes.</summary>
    public static void BindService(ServiceBinderBase binder, WarningService.WarningServiceBase? service) =>
        WarningService.BindService(new WatchBinder(binder), service);

    private static void Serialize(WatchWarningsResponse response, SerializationContext context)
    {
        if (_kept.TryGetValue(response, out var bytes))
        {
            context.SetPayloadLength(bytes.Length);
            context.GetBufferWriter().Write(bytes);
        }
        else
        {
            context.SetPayloadLength(response.CalculateSize());
            response.WriteTo(context.GetBufferWriter());
        }

        context.Complete();
    }

    private sealed class WatchBinder(ServiceBinderBase binder) : ServiceBinderBase
    {
        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
            binder.AddMethod(method, handler);

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) =>
            binder.AddMethod(
                _marshaller is Marshaller<TResponse> ours
                    ? new Method<TRequest, TResponse>(
                        method.Type, method.ServiceName, method.Name, method.RequestMarshaller, ours)
                    : method,
                handler);
    }
}
