using Grpc.Core;

namespace Tocsin.Server.Tests.Endpoints;

/// <summary>Notes the methods that a service is bound with, and serializes as they would.</summary>
internal sealed class RecordingBinder : ServiceBinderBase
{
    private readonly Dictionary<string, IMethod> _methods = [];

    /// <summary>The methods' names, in order.</summary>
    public List<string> Names { get; } = [];

    /// <summary>The bytes that a method sends for a response.</summary>
    public byte[] Sent<TRequest, TResponse>(string method, TResponse response)
        where TRequest : class
        where TResponse : class
    {
        var context = new BytesContext();
        ((Method<TRequest, TResponse>)_methods[method]).ResponseMarshaller.ContextualSerializer(response, context);
        return context.Bytes;
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) => Note(method);

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) => Note(method);

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) => Note(method);

    private void Note(IMethod method)
    {
        Names.Add(method.Name);
        _methods[method.Name] = method;
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
