using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Tocsin.Core.Features;

namespace Tocsin.Core.Warnings;

/// <summary>
/// The one form in which every store writes warning states and log entries: UTF-8 JSON that a person can read, with a
/// format version. Thread-safe.
/// </summary>
public static class WarningCodec
{
    /// <summary>The version of the format that this code writes; it reads no higher one.</summary>
    public const int FormatVersion = 1;

    // A state with a warning or two takes less; what takes more than is kept is rare.
    private const int FirstBytes = 8_192;
    private const int MostKeptBytes = 65_536;

    // Writes Chinese as Chinese: these documents never stand inside a page.
    private static readonly JsonWriterOptions _readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    /// <summary>
    /// A state without what stores keep beside it: its revision, features revision, activation, as-of and due time are
    /// columns or fields of their own, because stores compare them.
    /// </summary>
    public static byte[] EncodeState(BorrowerWarnings state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var document = new StateDocument(
            FormatVersion, state.Level, state.Watch, state.Closed, state.Labels, state.Warnings, state.Told,
            state.IsTelling);
        return Encode(document, WarningJson.Default.StateDocument);
    }

    /// <summary>Reads a state; the caller sets the revision and the rest that the store keeps beside it.</summary>
    /// <exception cref="JsonException">The bytes are not a state, or of a newer format.</exception>
    public static BorrowerWarnings DecodeState(BorrowerId borrower, ReadOnlySpan<byte> utf8)
    {
        var document = StateDocuments.Read(utf8);
        return new BorrowerWarnings
        {
            Borrower = borrower,
            Level = document.Level,
            Watch = document.Watch,
            Told = document.Told,
            IsTelling = document.IsTelling,
            Closed = document.Closed,
            Labels = document.Labels,
            Warnings = document.Warnings,
        };
    }

    /// <summary>The changes of one log entry.</summary>
    public static byte[] EncodeChanges(IReadOnlyList<WarningChange> changes) =>
        Encode(new ChangesDocument(FormatVersion, changes), WarningJson.Default.ChangesDocument);

    /// <summary>Reads the changes of one log entry.</summary>
    /// <exception cref="JsonException">The bytes are not changes, or of a newer format.</exception>
    public static IReadOnlyList<WarningChange> DecodeChanges(ReadOnlySpan<byte> utf8)
    {
        var document = JsonSerializer.Deserialize(utf8, WarningJson.Default.ChangesDocument);
        if (document is null || document.Format > FormatVersion) throw Newer(document?.Format);
        return document.Changes;
    }

    /// <summary>
    /// The check of a log entry: the first four bytes, big-endian, of the SHA-256 over borrower, commit time and
    /// changes. It tells a cursor that its entry is still the one it was made from.
    /// </summary>
    public static uint Check(BorrowerId borrower, DateTimeOffset committedAt, ReadOnlySpan<byte> changes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(borrower.Value));
        Span<byte> buffer = stackalloc byte[SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(buffer, committedAt.UtcTicks);
        hash.AppendData(buffer[..sizeof(long)]);
        hash.AppendData(changes);
        hash.GetHashAndReset(buffer);
        return BinaryPrimitives.ReadUInt32BigEndian(buffer);
    }

    // The writer's encoder and not the serializer's, with which its code that was made at build would not be used.
    private static byte[] Encode<T>(T document, JsonTypeInfo<T> type)
    {
        var buffer = _buffer ?? new ArrayBufferWriter<byte>(FirstBytes);
        _buffer = null;
        using (var writer = new Utf8JsonWriter(buffer, _readable)) JsonSerializer.Serialize(writer, document, type);
        var encoded = buffer.WrittenSpan.ToArray();
        buffer.ResetWrittenCount();
        if (buffer.Capacity <= MostKeptBytes) _buffer = buffer;
        return encoded;
    }

    internal static JsonException Newer(int? format) =>
        new($"This warning document has format {format}; this build reads up to {FormatVersion}.");
}

/// <summary>The changes of an entry as written.</summary>
internal sealed record ChangesDocument(int Format, IReadOnlyList<WarningChange> Changes);

/// <summary>The serializer of both documents, made at build.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StateDocument))]
[JsonSerializable(typeof(ChangesDocument))]
internal sealed partial class WarningJson : JsonSerializerContext;
